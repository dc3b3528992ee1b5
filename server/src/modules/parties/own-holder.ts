// What this room itself holds of a person, and the two rooms below it, which know no parties' ways.

import { isoOf, uuidOf } from '@sycee/kit';
import { forgetBiometrics, isEnrolled } from '#biometrics';
import { consentHoldings, withdrawAllConsents } from '#consents';
import { forgetPasskeys, passkeyDecisions, passkeysOf } from '#passkeys';
import { instantView } from '#platform';
import { ANTI_MONEY_LAUNDERING, type Holder } from './holder.ts';
import { securityHoldings } from './security/holdings.ts';
import { deleteBiometricStandings } from './security/store-standings.ts';
import { showParty } from './show-party.ts';
import { deleteSkips } from './joining/store-joining.ts';
import { deleteNotices, selectNotices } from './notices/store-notices.ts';
import { deleteNameBirth } from './screening/store-twins.ts';
import { selectPinResets } from './store-pin-resets.ts';
import { deleteNameCorrections, selectNameCorrections } from './store-corrections.ts';
import { blankDevices, deletePin, deletePhoneCodes, selectDevices } from './store-privacy.ts';

/** The person, the devices, and what was asked about them. */
export const partiesHolder: Holder = {
  room: 'parties',
  about: {
    en: 'Who you are, how you sign in, the devices you used, and the corrections you asked for.',
    zh: '您的身份、登录方式、使用过的设备以及提出的更正申请。',
  },
  holdings: async (tx, partyId) => {
    const party = await showParty(tx, partyId);
    return {
      phone: party.phone,
      name: party.name,
      resident_id_number: party.idNumber,
      language: party.language,
      state: party.state,
      customer_since: isoOf(party.createdAt),
      pin: party.pinSet ? 'set; nobody can read it' : 'not set',
      devices: (await selectDevices(tx, partyId)).map((device) => ({
        device_id: device.id,
        name: device.name,
        platform: device.platform,
        first_seen_at: isoOf(device.createdAt),
        last_seen_at: isoOf(device.lastSeenAt),
      })),
      pin_resets: (await selectPinResets(tx, partyId)).map((reset) => ({
        outcome: reset.outcome,
        verified_by: reset.verifiedBy,
        decided_at: isoOf(reset.decidedAt),
      })),
      notices: (await selectNotices(tx, partyId)).map((notice) => ({
        kind: notice.kind,
        device_name: notice.deviceName,
        given_at: isoOf(notice.givenAt),
      })),
      ...(await securityHoldings(tx, partyId)),
      name_corrections: (await selectNameCorrections(tx, partyId)).map((correction) => ({
        correction_id: correction.id,
        name: correction.name,
        reason: correction.reason,
        state: correction.state,
        asked_at: isoOf(correction.askedAt),
      })),
    };
  },
  obstacles: async () => [],
  letGo: async (tx, partyId) => {
    const { phone } = await showParty(tx, partyId);
    await deletePhoneCodes(tx, phone);
    await deletePin(tx, partyId);
    await deleteBiometricStandings(tx, partyId);
    await blankDevices(tx, partyId);
    await deleteNameCorrections(tx, partyId);
    await deleteSkips(tx, partyId);
    await deleteNotices(tx, partyId);
    await deleteNameBirth(tx, partyId);
  },
  deletes: [
    { en: 'Your PIN and the codes sent to your phone', zh: '您的支付密码及发送至手机的验证码' },
    { en: 'The names of your devices, and every sign-in', zh: '您的设备名称及全部登录' },
    { en: 'Corrections you asked for', zh: '您提出的更正申请' },
  ],
  keeps: [
    {
      what: {
        en: 'That you were looked up in lists the law names, and the outcome',
        zh: '按法律规定进行名单核查的记录和结果',
      },
      why: ANTI_MONEY_LAUNDERING,
    },
    {
      what: {
        en: 'Your name, resident id number and phone number, encrypted',
        zh: '您的姓名、身份证号码和手机号（加密保存）',
      },
      why: ANTI_MONEY_LAUNDERING,
    },
    {
      what: {
        en: 'When a PIN was replaced, a phone changed, the account frozen, or more than the PIN asked',
        zh: '重置密码、更换手机号、冻结账户及要求额外验证的时间和结果',
      },
      why: {
        en: 'It is evidence of who could use the account.',
        zh: '用于证明账户由何人使用。',
      },
    },
  ],
};

/** What was agreed to. */
export const consentsHolder: Holder = {
  room: 'consents',
  about: {
    en: 'Every consent you gave or took back, with the words you were shown.',
    zh: '您给予或撤回的每一项同意，以及当时展示的文本。',
  },
  holdings: async (tx, partyId) => ({ receipts: await consentHoldings(tx, partyId) }),
  obstacles: async () => [],
  letGo: async (tx, partyId) => {
    await withdrawAllConsents(tx, partyId);
  },
  deletes: [{ en: 'Every consent: all are taken back', zh: '所有同意：全部撤回' }],
  keeps: [
    {
      what: {
        en: 'The receipts of your consents: a number, a purpose, a time',
        zh: '同意凭据：编号、用途和时间',
      },
      why: {
        en: 'The bank has to be able to prove what you agreed to.',
        zh: '银行须能够证明您曾同意的内容。',
      },
    },
  ],
};

/** Faces and voices: that they are known, never what they are known by. */
export const biometricsHolder: Holder = {
  room: 'biometrics',
  about: {
    en: 'Whether your face and voice are enrolled. The numbers themselves are not handed out.',
    zh: '您的人脸和声纹是否已登记。特征数据本身不予导出。',
  },
  holdings: async (tx, partyId) => {
    const subject = uuidOf(partyId);
    return {
      face_enrolled: await isEnrolled(tx, { kind: 'face', subject }),
      voice_enrolled: await isEnrolled(tx, { kind: 'voice', subject }),
    };
  },
  obstacles: async () => [],
  letGo: (tx, partyId) => forgetBiometrics(tx, uuidOf(partyId)),
  deletes: [
    {
      en: 'The numbers that describe your face and your voice',
      zh: '描述您面部和嗓音特征的数据',
    },
  ],
  keeps: [
    {
      what: {
        en: 'When your face or voice was checked and with what outcome',
        zh: '人脸或声纹核验的时间和结果',
      },
      why: {
        en: 'It is evidence of who opened and used the account. No face or voice follows from it.',
        zh: '用于证明账户由何人开立和使用，无法由此还原人脸或声纹。',
      },
    },
  ],
};

/** Passkeys: their names and their use; the bank has only the public halves. */
export const passkeysHolder: Holder = {
  room: 'passkeys',
  about: {
    en: 'The passkeys you added, and when each was used to confirm something.',
    zh: '您添加的通行密钥，以及每次使用的时间。',
  },
  holdings: async (tx, partyId) => {
    const subject = uuidOf(partyId);
    return {
      passkeys: (await passkeysOf(tx, subject)).map((passkey) => ({
        passkey_id: passkey.id,
        name: passkey.name,
        added_at: isoOf(passkey.addedAt),
        last_used_at: instantView(passkey.lastUsedAt),
      })),
      uses: (await passkeyDecisions(tx, subject)).map((decision) => ({
        passkey_id: decision.passkeyId,
        purpose: decision.purpose,
        outcome: decision.outcome,
        decided_at: isoOf(decision.decidedAt),
      })),
    };
  },
  obstacles: async () => [],
  letGo: (tx, partyId) => forgetPasskeys(tx, uuidOf(partyId)),
  deletes: [{ en: 'Your passkeys and their names', zh: '您的通行密钥及其名称' }],
  keeps: [
    {
      what: {
        en: 'When a passkey was used and with what outcome',
        zh: '通行密钥的使用时间和结果',
      },
      why: {
        en: 'It is evidence of who used the account.',
        zh: '用于证明账户由何人使用。',
      },
    },
  ],
};
