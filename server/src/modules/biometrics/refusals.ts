// Every no of the biometrics room. They say what to do better, never how near it was; whether it
// was another person, a picture of one, or a replay is the same answer.

import { refusing, type RefusalTable } from '@sycee/kit';

export type BiometricsRefusal =
  | 'biometrics.challenge_expired'
  | 'biometrics.challenge_unknown'
  | 'biometrics.challenge_used'
  | 'biometrics.digits_not_said'
  | 'biometrics.disabled'
  | 'biometrics.face_not_found'
  | 'biometrics.face_not_straight'
  | 'biometrics.face_too_far'
  | 'biometrics.face_too_near'
  | 'biometrics.frames_invalid'
  | 'biometrics.light_poor'
  | 'biometrics.not_confirmed'
  | 'biometrics.not_enrolled'
  | 'biometrics.picture_blurred'
  | 'biometrics.prompts_not_followed'
  | 'biometrics.recording_invalid'
  | 'biometrics.room_too_noisy'
  | 'biometrics.several_faces'
  | 'biometrics.voice_takes_differ'
  | 'biometrics.voice_too_loud'
  | 'biometrics.voice_too_quiet'
  | 'biometrics.voice_too_short'
  | 'biometrics.wait';

export const biometricsRefusals: RefusalTable<BiometricsRefusal> = {
  'biometrics.challenge_expired': {
    kind: 'unprocessable',
    en: 'That took too long. Start again and follow the new prompts.',
    zh: '操作超时，请重新开始并按新的提示操作。',
  },
  'biometrics.challenge_unknown': {
    kind: 'not_found',
    en: 'This check does not exist. Start a new one.',
    zh: '该核验不存在，请重新开始。',
  },
  'biometrics.challenge_used': {
    kind: 'conflict',
    en: 'This check has been used. Start a new one.',
    zh: '该核验已被使用，请重新开始。',
  },
  'biometrics.digits_not_said': {
    kind: 'unprocessable',
    en: 'The digits could not be understood. Say each one clearly, in the order shown.',
    zh: '未能听清数字，请按显示的顺序清晰地读出每个数字。',
  },
  'biometrics.disabled': {
    kind: 'forbidden',
    en: 'This way of proving who you are is switched off after too many tries. Use another way.',
    zh: '由于尝试次数过多，此验证方式已停用，请使用其他方式验证。',
  },
  'biometrics.face_not_found': {
    kind: 'unprocessable',
    en: 'No face could be seen. Hold the phone upright and keep your face inside the oval.',
    zh: '未检测到人脸，请竖直手持手机，将脸部置于框内。',
  },
  'biometrics.face_not_straight': {
    kind: 'unprocessable',
    en: 'Look straight at the camera with your mouth closed before the first prompt.',
    zh: '请在第一个提示前正视镜头并闭上嘴。',
  },
  'biometrics.face_too_far': {
    kind: 'unprocessable',
    en: 'Come closer, so that your face fills the oval.',
    zh: '请靠近一些，让脸部充满取景框。',
  },
  'biometrics.face_too_near': {
    kind: 'unprocessable',
    en: 'Move back a little, so that your whole face can be seen.',
    zh: '请稍微远离，让整张脸都在画面内。',
  },
  'biometrics.frames_invalid': {
    kind: 'invalid',
    en: 'The pictures cannot be used. Take them again in the app.',
    zh: '图片无法使用，请在应用内重新拍摄。',
  },
  'biometrics.light_poor': {
    kind: 'unprocessable',
    en: 'The light is too poor. Turn your face towards a window or a lamp.',
    zh: '光线不佳，请面向窗户或灯光。',
  },
  'biometrics.not_confirmed': {
    kind: 'unprocessable',
    en: 'It could not be confirmed that it is you. Try again, or use another way.',
    zh: '无法确认是您本人，请重试或使用其他方式。',
  },
  'biometrics.not_enrolled': {
    kind: 'conflict',
    en: 'This way of proving who you are has not been set up.',
    zh: '您尚未设置此验证方式。',
  },
  'biometrics.picture_blurred': {
    kind: 'unprocessable',
    en: 'The picture is blurred. Wipe the camera and hold the phone still.',
    zh: '画面模糊，请擦拭镜头并保持手机稳定。',
  },
  'biometrics.prompts_not_followed': {
    kind: 'unprocessable',
    en: 'The movements did not match the prompts. Do each one clearly, in the order shown.',
    zh: '动作与提示不符，请按顺序清晰地完成每个动作。',
  },
  'biometrics.recording_invalid': {
    kind: 'invalid',
    en: 'The recording cannot be used. Record it again in the app.',
    zh: '录音无法使用，请在应用内重新录制。',
  },
  'biometrics.room_too_noisy': {
    kind: 'unprocessable',
    en: 'It is too noisy around you. Go somewhere quieter and try again.',
    zh: '周围环境太吵，请到安静的地方重试。',
  },
  'biometrics.several_faces': {
    kind: 'unprocessable',
    en: 'Several faces can be seen. Be alone in front of the camera.',
    zh: '检测到多张人脸，请独自面对镜头。',
  },
  'biometrics.voice_takes_differ': {
    kind: 'unprocessable',
    en: 'The two recordings differ too much. Say the digits the same way both times.',
    zh: '两次录音差异过大，请用同样的方式朗读两遍。',
  },
  'biometrics.voice_too_loud': {
    kind: 'unprocessable',
    en: 'That was too loud. Hold the phone a little farther away.',
    zh: '声音太大，请将手机稍微拿远一些。',
  },
  'biometrics.voice_too_quiet': {
    kind: 'unprocessable',
    en: 'That was too quiet. Speak up, or hold the phone closer.',
    zh: '声音太小，请大声一些或将手机靠近嘴边。',
  },
  'biometrics.voice_too_short': {
    kind: 'unprocessable',
    en: 'Too little was heard. Say all the digits before you stop.',
    zh: '录音内容太少，请读完所有数字后再停止。',
  },
  'biometrics.wait': {
    kind: 'too_many',
    en: 'Too many tries. Wait {retry_after_seconds} seconds before the next one.',
    zh: '尝试次数过多，请等待 {retry_after_seconds} 秒后再试。',
    retryable: true,
  },
};

export const refuseBiometrics = refusing(biometricsRefusals);
