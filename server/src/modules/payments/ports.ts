// What payments needs from outside the house, given by main.ts.

import type { CardBank } from './card-bank.ts';

export type PaymentsPorts = { readonly cardBank: CardBank };
