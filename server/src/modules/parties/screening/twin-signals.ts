// Signs that two parties may be one person, and when they are enough for the staff to look: pure.
// The same face or voice is no sign here: templates are sealed, and are not searched.

export type SignalKind = 'same_card' | 'same_device' | 'same_id_number' | 'same_name_and_birth';

/** A sign, and with which other party. */
export type TwinSignal = { readonly kind: SignalKind; readonly other: string };

/** So many other people on one device are no family any more. */
const DEVICE_OTHERS_MAX = 4;
/** One id number of another is a forgotten phone number; two are somebody else's papers. */
const ID_NUMBERS_MAX = 2;

/**
 * Whether signs nobody has looked at yet go before the staff. A card is one person's, so it is
 * enough alone; the same name and birthday are shared by many, and say something only together
 * with the same device of the same other party.
 */
export function isStrong(signals: readonly TwinSignal[]): boolean {
  const othersBy = (kind: SignalKind) =>
    new Set(signals.filter((signal) => signal.kind === kind).map(({ other }) => other));
  const devices = othersBy('same_device');
  return (
    othersBy('same_card').size > 0 ||
    devices.size >= DEVICE_OTHERS_MAX ||
    othersBy('same_id_number').size >= ID_NUMBERS_MAX ||
    [...othersBy('same_name_and_birth')].some((other) => devices.has(other))
  );
}
