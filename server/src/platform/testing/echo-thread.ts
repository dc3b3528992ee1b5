// A thread for the tests of threads: says everything again, but dies of 'die', and never answers
// 'wait'.

import { parentPort, threadId } from 'node:worker_threads';

parentPort?.on('message', (question: string) => {
  if (question === 'die') throw new Error('died of the question');
  if (question !== 'wait') parentPort?.postMessage({ said: question, threadId }, []);
});
