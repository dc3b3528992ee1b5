// The routes of consents: what the bank asks for, and what a person says to it.

import { businessDate, fileReply, idSchema, route, type Route } from '#platform';
import { Type } from 'typebox';
import { consentsOf } from './consents-of.ts';
import { giveConsent } from './give-consent.ts';
import { PURPOSES } from './purposes.ts';
import type { ConsentsRefusalCode } from './refusals.ts';
import { receiptFile } from './show-receipt.ts';
import { selectCurrentVersions, selectReceipts, selectTexts } from './store.ts';
import { consentPurposeSchema, consentSchema, consentView, hashSchema } from './views.ts';
import { purposeSchema, purposeView, receiptSchema, receiptView } from './views.ts';
import { withdrawConsent } from './withdraw-consent.ts';

const tag = 'consents';

const DECISIONS_LIMIT = { requests: 60, seconds: 60 };

/** The routes of this module. */
export function consentsRoutes(): Route[] {
  return [purposesRoute(), consentsRoute(), ...decisionRoutes(), ...receiptRoutes()];
}

function purposesRoute(): Route {
  return route({
    method: 'GET',
    path: '/v1/consent-purposes',
    operation: 'listConsentPurposes',
    tag,
    summary: 'List what the bank asks consent for, in the words in effect today',
    access: 'public',
    refusals: [],
    reply: Type.Object({ items: Type.Array(consentPurposeSchema) }, { title: 'ConsentPurposes' }),
    handle: async (tx, { locale }) => {
      const versions = await selectCurrentVersions(tx, await businessDate(tx));
      const texts = await selectTexts(tx, versions);
      const items = PURPOSES.flatMap((purpose) => {
        const current = versions.find((version) => version.purpose === purpose);
        const text = texts.find((one) => one.purpose === purpose && one.locale === locale);
        return current && text ? [purposeView(current, text)] : [];
      });
      return { items };
    },
  });
}

function consentsRoute(): Route {
  return route({
    method: 'GET',
    path: '/v1/consents',
    operation: 'listConsents',
    tag,
    summary: 'List what one has agreed to and what not',
    access: 'session',
    refusals: [],
    reply: Type.Object({ items: Type.Array(consentSchema) }, { title: 'Consents' }),
    handle: async (tx, { caller }) => ({
      items: (await consentsOf(tx, caller.partyId)).map(consentView),
    }),
  });
}

function decisionRoutes(): Route[] {
  return [
    route({
      method: 'POST',
      path: '/v1/consents',
      operation: 'giveConsent',
      tag,
      summary: 'Agree to one purpose, in the words one has read',
      access: 'session',
      status: 201,
      limit: DECISIONS_LIMIT,
      refusals: codes('consents.text_changed', 'consents.changed_meanwhile'),
      body: Type.Object({
        purpose: purposeSchema,
        version: Type.Integer({ minimum: 1, maximum: 9999 }),
        text_hash: hashSchema,
        follows: Type.Union([idSchema('cons'), Type.Null()], {
          description: 'The last receipt for the purpose; null when there is none yet.',
        }),
      }),
      reply: receiptSchema,
      handle: async (tx, { caller, body }) => {
        const { text_hash: hash, ...given } = body;
        const textHash = Buffer.from(hash, 'hex');
        return receiptView(await giveConsent(tx, caller, { ...given, textHash }));
      },
    }),
    route({
      method: 'DELETE',
      path: '/v1/consents/:purpose',
      operation: 'withdrawConsent',
      tag,
      summary: 'Take a consent back; what stands on it is deleted',
      access: 'session',
      limit: DECISIONS_LIMIT,
      refusals: codes('consents.not_given', 'consents.base_of_account'),
      params: Type.Object({ purpose: purposeSchema }),
      reply: receiptSchema,
      handle: async (tx, { caller, params }) =>
        receiptView(await withdrawConsent(tx, caller, params.purpose)),
    }),
  ];
}

function receiptRoutes(): Route[] {
  return [
    route({
      method: 'GET',
      path: '/v1/consent-receipts',
      operation: 'listConsentReceipts',
      tag,
      summary: 'List every yes and every taking back, newest first',
      access: 'session',
      refusals: [],
      reply: Type.Object({ items: Type.Array(receiptSchema) }, { title: 'ConsentReceipts' }),
      handle: async (tx, { caller }) => ({
        items: (await selectReceipts(tx, caller.partyId)).map(receiptView),
      }),
    }),
    route({
      method: 'GET',
      path: '/v1/consent-receipts/:receipt_id/file',
      operation: 'downloadConsentReceipt',
      tag,
      summary: 'Download a receipt with the words it is about',
      access: 'session',
      refusals: codes('consents.receipt_not_found'),
      params: Type.Object({ receipt_id: idSchema('cons') }),
      reply: fileReply('application/json'),
      handle: (tx, { caller, params }) => receiptFile(tx, caller.partyId, params.receipt_id),
    }),
  ];
}

function codes(...list: ConsentsRefusalCode[]): ConsentsRefusalCode[] {
  return list;
}
