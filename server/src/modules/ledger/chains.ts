// Linked chains: items that carry `linked` stand or fall with the item after them. One failure
// fails its whole chain, and only the item at fault says why.

import type { Book } from './book.ts';
import type { Refused } from './status.ts';

type ChainStatus = 'created' | Refused;

/**
 * Applies a batch in order and answers a status an item. `apply` judges one item and, when its
 * answer is 'created', has put it into the book.
 */
export function applyInChains<Item extends { readonly linked: boolean }, Status extends string>(
  book: Book,
  items: readonly Item[],
  apply: (item: Item) => Status | ChainStatus,
): (Status | ChainStatus)[] {
  const statuses: (Status | ChainStatus)[] = [];
  for (let start = 0; start < items.length;) {
    const first = items[start];
    const end = endOfChain(items, start);
    if (first?.linked === false) statuses.push(apply(first));
    else statuses.push(...applyChain(book, items.slice(start, end), apply));
    start = end;
  }
  return statuses;
}

/** One past the last item of the chain that begins at `start`. */
function endOfChain(items: readonly { readonly linked: boolean }[], start: number): number {
  let end = start;
  while (items[end]?.linked === true) end++;
  return Math.min(end + 1, items.length);
}

function applyChain<Item extends { readonly linked: boolean }, Status extends string>(
  book: Book,
  chain: readonly Item[],
  apply: (item: Item) => Status | ChainStatus,
): (Status | ChainStatus)[] {
  // Only a chain at the end of its batch can lack the item that would close it.
  const open = chain.at(-1)?.linked === true;
  const judged = open ? chain.slice(0, -1) : chain;
  const statuses = chain.map((): Status | ChainStatus => 'created');
  const made = book.atomically(() => {
    const faulty = judged.findIndex((item, index) => {
      statuses[index] = apply(item);
      return statuses[index] !== 'created';
    });
    return faulty === -1 && !open;
  });
  if (made) return statuses;
  if (open) statuses[statuses.length - 1] = 'linked_event_chain_open';
  return statuses.map((status) => (status === 'created' ? 'linked_event_failed' : status));
}
