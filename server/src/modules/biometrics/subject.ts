// Whose face or voice it is: the id of whoever the caller means. This room knows nobody by name.

/** A uuid as text. */
export type Subject = string;

export type BiometricKind = 'face' | 'voice';

/** One kind of one subject: what templates, tries and locks belong to. */
export type Trait = { readonly kind: BiometricKind; readonly subject: Subject };
