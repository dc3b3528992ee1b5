// The thread that listens to voices: answers each question from its parent with its findings.

import { parentPort } from 'node:worker_threads';
import { examineVoice } from './mfcc-dtw.ts';
import type { VoiceQuestion } from './voice-model.ts';

parentPort?.on('message', (question: VoiceQuestion) => {
  parentPort?.postMessage(examineVoice(question), []);
});
