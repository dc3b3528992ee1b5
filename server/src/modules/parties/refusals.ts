// Every "no" of this module, with the words a person reads: what happened, and what to do next.

import { refusing, type RefusalTable } from '@sycee/kit';
import { securityRefusals } from './security/refusals.ts';

export const partiesRefusals = {
  ...securityRefusals,
  'parties.phone_invalid': {
    kind: 'unprocessable',
    en: 'This is not a mobile number of mainland China. Enter the 11 digits, like 138 0000 0001.',
    zh: '这不是中国大陆手机号。请输入 11 位号码，例如 138 0000 0001。',
  },
  'parties.code_sent_recently': {
    kind: 'too_many',
    retryable: true,
    en: 'A code was just sent. Seconds to wait for another: {retry_after_seconds}.',
    zh: '验证码刚刚发送，请在 {retry_after_seconds} 秒后再重新获取。',
  },
  'parties.code_limit_reached': {
    kind: 'too_many',
    en: 'Too many codes were sent to this number today. Please try again tomorrow.',
    zh: '该手机号今日获取验证码次数过多，请明天再试。',
  },
  'parties.code_wrong': {
    kind: 'unprocessable',
    en: 'The code is wrong. Tries left with this code: {tries_left}.',
    zh: '验证码错误，此验证码还可尝试 {tries_left} 次。',
  },
  'parties.code_expired': {
    kind: 'unprocessable',
    en: 'This code can no longer be used. Please ask for a new one.',
    zh: '验证码已失效，请重新获取。',
  },
  'parties.name_invalid': {
    kind: 'unprocessable',
    en: 'Enter your name as on your resident id: 2 to 50 letters, no digits or signs.',
    zh: '请填写与身份证一致的姓名：2 至 50 个字，不含数字和符号。',
  },
  'parties.id_number_invalid': {
    kind: 'unprocessable',
    en: 'This resident id number does not add up. Check all 18 characters and try again.',
    zh: '身份证号码有误，请核对全部 18 位后重试。',
  },
  'parties.too_young': {
    kind: 'unprocessable',
    en: 'An account can be opened from the age of {years}. Please come back then.',
    zh: '年满 {years} 周岁方可开户，届时欢迎您再来。',
  },
  'parties.identity_unavailable': {
    kind: 'conflict',
    en: 'This id number cannot be used here. If it is yours, sign in with your earlier phone number.',
    zh: '该身份证号码无法在此使用。若为您本人，请用之前的手机号登录。',
  },
  'parties.identity_already_given': {
    kind: 'conflict',
    en: 'Your name and id number are already on record. To correct them, contact customer service.',
    zh: '您的姓名和身份证号码已登记。如需更正，请联系客服。',
  },
  'parties.under_review': {
    kind: 'forbidden',
    en: 'The bank is still checking your details. No money has moved. Please try again later.',
    zh: '银行正在核对您的资料，资金未发生变动，请稍后再试。',
  },
  'parties.identity_needed': {
    kind: 'conflict',
    en: 'Please give your name and resident id number first.',
    zh: '请先填写姓名和身份证号码。',
  },
  'parties.pin_weak': {
    kind: 'unprocessable',
    en: 'This PIN is easy to guess. Avoid runs, repeats, birthdays and digits of your id or phone.',
    zh: '该密码过于简单，请避免使用连号、重复数字、生日以及身份证号或手机号中的数字。',
  },
  'parties.pin_same': {
    kind: 'unprocessable',
    en: 'The new PIN is the same as the current one. Choose another.',
    zh: '新密码与当前密码相同，请换一个。',
  },
  'parties.pin_already_set': {
    kind: 'conflict',
    en: 'You already have a PIN. To choose another, change it in the settings.',
    zh: '您已设置过支付密码，如需更换请在设置中修改。',
  },
  'parties.pin_needed': {
    kind: 'conflict',
    en: 'You have no payment PIN yet. Please set one first.',
    zh: '您还没有支付密码，请先设置。',
  },
  'parties.too_many_guesses': {
    kind: 'too_many',
    en: 'Too many wrong entries came from this network or device. Minutes to wait: {minutes}.',
    zh: '该网络或设备的错误尝试次数过多，请在 {minutes} 分钟后再试。',
  },
  'parties.pin_wrong': {
    kind: 'unprocessable',
    en: 'The PIN is wrong. Tries left before it is locked: {tries_left}.',
    zh: '支付密码错误，还可尝试 {tries_left} 次，之后将被锁定。',
  },
  'parties.pin_locked': {
    kind: 'too_many',
    en: 'The PIN was wrong too often and is locked. Minutes to wait: {minutes}.',
    zh: '支付密码错误次数过多，已被锁定。请在 {minutes} 分钟后再试。',
  },
  'parties.enrolment_proof_needed': {
    kind: 'forbidden',
    en: 'Enter your PIN first, or confirm with a face or voice enrolled before. It keeps others out.',
    zh: '请先输入支付密码，或用已登记的人脸或声纹验证，以防他人冒名登记。',
  },
  'parties.verification_needed': {
    kind: 'forbidden',
    en: 'Confirm with your face or voice on this device first. It counts once, for five minutes.',
    zh: '请先在本设备上完成人脸或声纹验证，验证在五分钟内仅可使用一次。',
  },
  'parties.device_too_new': {
    kind: 'forbidden',
    en: 'You signed in here less than {days} days ago, so a voice is not enough. Use your face.',
    zh: '您在本设备登录未满 {days} 天，仅凭声纹无法验证，请使用人脸验证。',
  },
  'parties.pin_reset_limit_reached': {
    kind: 'too_many',
    en: 'Too many tries to reset the PIN. Please try again tomorrow.',
    zh: '重置支付密码的尝试次数过多，请明天再试。',
  },
  'parties.correction_waiting': {
    kind: 'conflict',
    en: 'A correction of your name is being looked at already. You will hear from us.',
    zh: '您的姓名更正申请正在审核中，请等待通知。',
  },
  'parties.review_waiting': {
    kind: 'conflict',
    en: 'People of the bank are looking at this already. You will hear from us.',
    zh: '工作人员正在审核，请等待通知。',
  },
  'parties.review_not_needed': {
    kind: 'conflict',
    en: 'This step is done. Nobody has to look at it again.',
    zh: '此步骤已完成，无需再次审核。',
  },
  'parties.review_limit_reached': {
    kind: 'too_many',
    en: 'You have asked for this several times within {days} days. Please call us.',
    zh: '您在 {days} 天内已多次申请，请致电客服。',
  },
  'parties.picture_not_jpeg': {
    kind: 'unprocessable',
    en: 'This is not a picture the bank can open. Take it again, or choose a JPEG.',
    zh: '无法打开此图片，请重新拍摄或选择 JPEG 图片。',
  },
  'parties.picture_too_small': {
    kind: 'unprocessable',
    en: 'The picture is too small to read. Move closer, so that the card fills the frame.',
    zh: '图片尺寸过小，无法辨认。请靠近拍摄，使证件充满取景框。',
  },
  'parties.picture_too_large': {
    kind: 'unprocessable',
    en: 'The picture is larger than needed. Choose a smaller size, up to 1.5 MB.',
    zh: '图片过大，请选择较小的尺寸（不超过 1.5 MB）。',
  },
  'parties.picture_blurred': {
    kind: 'unprocessable',
    en: 'The picture is blurred. Hold still, wait until it is sharp, and take it again.',
    zh: '图片模糊，请拿稳手机，对焦清晰后重新拍摄。',
  },
  'parties.picture_too_dark': {
    kind: 'unprocessable',
    en: 'The picture is too dark. Go where there is more light and take it again.',
    zh: '图片过暗，请在光线充足处重新拍摄。',
  },
  'parties.picture_too_bright': {
    kind: 'unprocessable',
    en: 'The picture is too bright, or a light is reflected. Tilt the card and take it again.',
    zh: '图片过亮或有反光，请调整证件角度后重新拍摄。',
  },
  'parties.id_document_kept': {
    kind: 'conflict',
    en: 'The copy of your id document is on record. The law obliges the bank to keep it.',
    zh: '您的证件影印件已留存，法律要求银行保存。',
  },
  'parties.session_not_found': {
    kind: 'not_found',
    en: 'This session is not open any more. Nothing needs to be done.',
    zh: '该登录已失效，无需处理。',
  },
  'parties.payee_not_found': {
    kind: 'not_found',
    en: 'No customer can receive money at this number. Check it, or invite them to Sycee.',
    zh: '该手机号没有可收款的客户，请核对号码，或邀请对方加入 Sycee。',
  },
} as const satisfies RefusalTable;

export type PartiesRefusalCode = keyof typeof partiesRefusals;

export const refuse = refusing<PartiesRefusalCode>(partiesRefusals);
