// The biometrics' door: challenges, enrolment and verification of faces and voices.

export { allowAgain } from './attempts.ts';
export { answerFaceChallenge } from './face/answer-face-challenge.ts';
export { faceFramesSchema, framesOf } from './face/frames.ts';
export { openFaceAnalyser, type FaceAnalyser } from './face/open-face-analyser.ts';
export { faceSettingsOf, type FaceSettings } from './face/settings.ts';
export { startFaceChallenge } from './face/start-face-challenge.ts';
export { forgetBiometrics } from './forget-biometrics.ts';
export { biometricsRefusals } from './refusals.ts';
export { biometricsSealed } from './sealed-columns.ts';
export { isEnrolled } from './template.ts';
