// The world outside, from the configuration: each port of a module gets its adapter here. A port
// that has no address says so when it is used; the rest of the bank works without it.

import { join } from 'node:path';
import { faceSettingsOf, openFaceAnalyser, openVoiceModel } from '#biometrics';
import type { ChatPorts } from '#chat';
import {
  diskFiles,
  machineClock,
  readPublicKey,
  readSigningKey,
  signedExchange,
  type PartnerSettings,
  type readConfig,
} from '#platform';
import { httpCardBank, type CardBank, type PaymentsPorts } from '#payments';
import { httpWatchList, type BiometricsPorts, type SecurityPorts } from '#parties';
import { httpDocumentReader, openPictureDesk, type IdDocumentPorts } from '#parties';
import type { ScreeningPorts, SendSms, WatchList } from '#parties';
import { siteOf } from '#passkeys';

export type Ports = PaymentsPorts &
  ChatPorts &
  BiometricsPorts &
  IdDocumentPorts &
  ScreeningPorts &
  SecurityPorts & {
    readonly sendSms: SendSms;
    /** Ends what a port keeps running. */
    readonly close: () => Promise<void>;
  };

type Settings = Pick<
  ReturnType<typeof readConfig>,
  'dataDir' | 'partners' | 'faceThresholds' | 'publicOrigin'
>;

const SMS_TIMEOUT_MS = 5_000;
const CARD_BANK_TIMEOUT_MS = 5_000;
const WATCH_LIST_TIMEOUT_MS = 3_000;
/** Reading takes seconds when several pictures wait; a customer waits no longer than this. */
const DOCUMENT_READER_TIMEOUT_MS = 10_000;
const BANK_NAME = 'Sycee';

/** The ports of the configured world. Raises an Error for a key file that cannot be used. */
export function portsOf({ dataDir, partners, faceThresholds, publicOrigin }: Settings): Ports {
  const faceAnalyser = openFaceAnalyser();
  const voiceModel = openVoiceModel();
  const pictureDesk = openPictureDesk();
  return {
    files: diskFiles(join(dataDir, 'files')),
    cardBank: cardBankOf(partners),
    sendSms: smsOf(partners),
    watchList: watchListOf(partners),
    faceAnalyser,
    faceSettings: faceSettingsOf(faceThresholds),
    voiceModel,
    passkeySite: siteOf(publicOrigin, BANK_NAME),
    pictureDesk,
    documentReader: documentReaderOf(partners),
    close: async () =>
      void (await Promise.all([faceAnalyser.close(), voiceModel.close(), pictureDesk.close()])),
  };
}

function cardBankOf(settings: PartnerSettings): CardBank {
  const { cardBankUrl, signingKeyFile, cardBankKeyFile, signingKeyId } = settings;
  if (!cardBankUrl || !signingKeyFile || !cardBankKeyFile) return noCardBank();
  return httpCardBank({
    baseUrl: cardBankUrl,
    keyId: signingKeyId,
    signingKey: readSigningKey(signingKeyFile),
    answerKey: readPublicKey(cardBankKeyFile),
    clock: machineClock,
    timeoutMs: CARD_BANK_TIMEOUT_MS,
  });
}

function documentReaderOf(settings: PartnerSettings): IdDocumentPorts['documentReader'] {
  const { documentReaderUrl, signingKeyFile, documentReaderKeyFile, signingKeyId } = settings;
  if (!documentReaderUrl || !signingKeyFile || !documentReaderKeyFile) {
    return async () => 'unavailable';
  }
  return httpDocumentReader(
    signedExchange({
      baseUrl: documentReaderUrl,
      keyId: signingKeyId,
      signingKey: readSigningKey(signingKeyFile),
      answerKey: readPublicKey(documentReaderKeyFile),
      clock: machineClock,
      timeoutMs: DOCUMENT_READER_TIMEOUT_MS,
    }),
  );
}

/** Says of everything that there was no clear answer, which callers know how to live with. */
function noCardBank(): CardBank {
  return {
    lookUpBin: unclear,
    checkFactors: unclear,
    confirmCode: unclear,
    carryOut: unclear,
    enquire: unclear,
    close: unclear,
  };
}

async function unclear() {
  return { outcome: 'unclear', trouble: 'CARD_BANK_URL is not configured' } as const;
}

async function noWatchList() {
  return { outcome: 'unclear', trouble: 'WATCH_LIST_URL is not configured' } as const;
}

/** Without a list everybody new waits: nobody gets through unseen. */
function watchListOf(settings: PartnerSettings): WatchList {
  const { watchListUrl, signingKeyFile, watchListKeyFile, signingKeyId } = settings;
  if (!watchListUrl || !signingKeyFile || !watchListKeyFile) {
    return { search: noWatchList, version: noWatchList };
  }
  return httpWatchList({
    baseUrl: watchListUrl,
    keyId: signingKeyId,
    signingKey: readSigningKey(signingKeyFile),
    answerKey: readPublicKey(watchListKeyFile),
    clock: machineClock,
    timeoutMs: WATCH_LIST_TIMEOUT_MS,
  });
}

function smsOf({ smsUrl, signingKeyFile, smsKeyFile, signingKeyId }: PartnerSettings): SendSms {
  if (!smsUrl || !signingKeyFile || !smsKeyFile) {
    return async () => {
      throw new Error('SMS_URL is not configured');
    };
  }
  const exchange = signedExchange({
    baseUrl: smsUrl,
    keyId: signingKeyId,
    signingKey: readSigningKey(signingKeyFile),
    answerKey: readPublicKey(smsKeyFile),
    clock: machineClock,
    timeoutMs: SMS_TIMEOUT_MS,
  });
  return async (message) => {
    const body = { ...message, sender: BANK_NAME };
    const answer = await exchange({ method: 'POST', path: '/v1/messages', body });
    if ('outcome' in answer) throw new Error(`the SMS gateway: ${answer.trouble}`);
    if (answer.status !== 202) throw new Error(`the SMS gateway answered ${answer.status}`);
  };
}
