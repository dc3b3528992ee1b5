// Whether the disk has room for what is to be filled, asked before an hour is spent on it.

import type { Place } from '../place.ts';
import { say } from '../say.ts';
import { counted, number } from '../table.ts';

/** Rows, indexes, lines and what vacuum has not given back yet: more than was ever measured. */
const BYTES_A_TRANSFER = 500;
/** The log between two checkpoints, and sorting. */
const BYTES_BESIDE = 4e9;

/** Says what will be needed; throws where it is not there. */
export async function requireRoom(place: Place, transfers: number): Promise<void> {
  const needed = transfers * BYTES_A_TRANSFER + BYTES_BESIDE;
  const free = await place.freeBytes();
  const told = `${counted(transfers)} transfers need up to ${number(needed / 1e9, 1)} GB`;
  if (free === null) say(`${told}; how much is free is known to the database's machine only`);
  else say(`${told}, ${number(free / 1e9, 1)} GB are free`);
  if (free !== null && free < needed) throw new Error(`the disk is too small: ${told}`);
}
