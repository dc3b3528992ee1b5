// The photographed id document as something the bank holds of a person, for how long, and why.

import { isoOf } from '@sycee/kit';
import type { EndOfDayJob, Tx } from '#platform';
import type { CasePictures } from '#staff';
import type { Holder } from '../holder.ts';
import { showParty } from '../show-party.ts';
import {
  deleteAbandoned,
  deleteIdDocuments,
  selectIdDocument,
  selectPicture,
  type Side,
} from './store-id-documents.ts';

const ABANDONED_SECONDS = 30 * 86_400;
const PORTION = 500;

/** Pictures of the id document; they are in the export as they are kept. */
export const idDocumentHolder: Holder = {
  room: 'id_document',
  about: {
    en: 'The pictures you took of your id document, as JPEG in base64, and what was read from them.',
    zh: '您拍摄的证件照片（JPEG，base64 编码）及识别结果。',
  },
  holdings: async (tx, partyId) => {
    const document = await selectIdDocument(tx, partyId);
    if (document === undefined) return { id_document: null };
    const side = async (name: Side): Promise<string | null> =>
      (await selectPicture(tx, partyId, name))?.toString('base64') ?? null;
    return {
      id_document: {
        taken_at: isoOf(document.takenAt),
        read: document.suggestions,
        front_jpeg: await side('front'),
        back_jpeg: await side('back'),
      },
    };
  },
  obstacles: async () => [],
  letGo: async (tx, partyId) => {
    const { idNumber } = await showParty(tx, partyId);
    if (idNumber === null) await deleteIdDocuments(tx, [partyId]);
  },
  deletes: [],
  keeps: [
    {
      what: {
        en: 'The copy of your id document, encrypted, if you took one',
        zh: '您的证件影印件（如已拍摄，加密保存）',
      },
      why: {
        en: 'The rules against money laundering oblige the bank to keep a copy with your identity.',
        zh: '反洗钱规定要求银行随客户身份资料留存证件影印件。',
      },
    },
  ],
};

/** The staff see the document in every case about its person, if it was taken. */
export const casePictures: CasePictures = {
  names: async (tx, { partyId }) => {
    const document = await selectIdDocument(tx, partyId);
    if (document === undefined) return [];
    return document.hasBack ? ['front', 'back'] : ['front'];
  },
  picture: async (tx, { partyId }, name) =>
    name === 'front' || name === 'back' ? selectPicture(tx, partyId, name) : undefined,
};

/** Deletes pictures of people who never went on to say who they are. */
export const forgetAbandonedJob: EndOfDayJob = {
  name: 'parties.forget-abandoned-id-documents',
  step: async (tx: Tx) =>
    (await deleteAbandoned(tx, ABANDONED_SECONDS, PORTION)) < PORTION ? null : {},
};
