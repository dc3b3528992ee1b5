// Runs beside the page, where sound arrives: hands every block of the microphone over to the page.
// Nothing is kept here.

type Blocks = readonly (readonly Float32Array[])[];

declare abstract class AudioWorkletProcessor {
  readonly port: MessagePort;
  abstract process(inputs: Blocks): boolean;
}
declare function registerProcessor(name: string, made: new () => AudioWorkletProcessor): void;

class Recorder extends AudioWorkletProcessor {
  override process(inputs: Blocks): boolean {
    const block = inputs[0]?.[0];
    if (block !== undefined) {
      // The browser uses the block again.
      const copy = block.slice();
      this.port.postMessage(copy, [copy.buffer]);
    }
    return true;
  }
}

registerProcessor('sycee-recorder', Recorder);
