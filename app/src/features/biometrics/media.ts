// Camera and microphone of the device: opened by a tap, closed as soon as they are not needed, and
// what keeps them from opening in words that help.

import { useEffect, useState } from 'react';

export type MediaTrouble = 'denied' | 'missing' | 'busy' | 'unsupported';

export type Opening =
  | { readonly state: 'opening' }
  | { readonly state: 'open'; readonly stream: MediaStream }
  | { readonly state: 'failed'; readonly trouble: MediaTrouble };

/** Asks for a camera: `user` looks at the person, `environment` away from them. */
function openCamera(facing: 'user' | 'environment'): Promise<MediaStream> {
  const size = { width: { ideal: 1280 }, height: { ideal: 960 } };
  return openMedia({ video: { facingMode: facing, ...size } });
}

/** Asks for the microphone as it is: what makes calls pleasant would change the voice. */
export function openMicrophone(): Promise<MediaStream> {
  const plain = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
  return openMedia({ audio: { channelCount: 1, ...plain } });
}

async function openMedia(wish: MediaStreamConstraints): Promise<MediaStream> {
  // Absent where the page is not served securely.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (devices === undefined) throw new DOMException('no media devices', 'NotSupportedError');
  return devices.getUserMedia(wish);
}

/** Switches a camera or microphone off. */
export function closeMedia(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

/** Why a camera or microphone did not open. */
export function mediaTroubleOf(error: unknown): MediaTrouble {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'missing';
  return name === 'NotSupportedError' ? 'unsupported' : 'busy';
}

/** A camera that is on while the component shows; another number in `again` tries once more. */
export function useCamera(facing: 'user' | 'environment', again: number): Opening {
  const [found, setFound] = useState<{ readonly again: number; readonly opening: Opening }>();
  useEffect(() => {
    let left = false;
    let opened: MediaStream | undefined;
    const open = async (): Promise<void> => {
      const stream = await openCamera(facing);
      opened = stream;
      if (left) closeMedia(stream);
      else setFound({ again, opening: { state: 'open', stream } });
    };
    open().catch((error: unknown) => {
      if (left) return;
      setFound({ again, opening: { state: 'failed', trouble: mediaTroubleOf(error) } });
    });
    return () => {
      left = true;
      if (opened !== undefined) closeMedia(opened);
    };
  }, [facing, again]);
  return found?.again === again ? found.opening : { state: 'opening' };
}
