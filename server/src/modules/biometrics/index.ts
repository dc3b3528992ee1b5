// The biometrics' door: challenges, enrolment and verification of faces and voices.

export { allowAgain } from './attempts.ts';
export { openChallengeOf } from './challenge.ts';
export type { FaceAnalysis } from './face/analysis.ts';
export { answerFaceChallenge } from './face/answer-face-challenge.ts';
export { FACE_BODY_BYTES_MAX, faceFramesSchema, framesOf } from './face/frames.ts';
export { openFaceAnalyser, type FaceAnalyser } from './face/open-face-analyser.ts';
export type { FacePrompt } from './face/prompts.ts';
export { drawFacePrompts, recogniseFace } from './face/recognise-face.ts';
export { faceSettingsOf, type FaceSettings } from './face/settings.ts';
export { startFaceChallenge } from './face/start-face-challenge.ts';
export { forgetBiometrics } from './forget-biometrics.ts';
export { biometricsRefusals } from './refusals.ts';
export { biometricsSealed } from './sealed-columns.ts';
export type { Verification } from './store-verifications.ts';
export { enrolmentsOf, isEnrolled } from './template.ts';
export { spendVerification, verificationOf } from './verification.ts';
export { answerVoiceChallenge } from './voice/answer-voice-challenge.ts';
export { examineRecordings, prepareVoice } from './voice/examine-recordings.ts';
export { openVoiceModel } from './voice/open-voice-model.ts';
export { startVoiceChallenge } from './voice/start-voice-challenge.ts';
export type { VoiceModel } from './voice/voice-model.ts';
export { RECORDING_BYTES_MAX } from './voice/wav.ts';
