// Where sealed fields stand. Each module lists its own, so that keys can be changed by one command
// without anybody knowing all tables; a test compares the lists with the database.

/** A row as it comes from the database: its key columns and what else a context needs, by name. */
export type SealedRow = Readonly<Record<string, string>>;

export type SealedColumn = {
  readonly sealed: string;
  /** The context it was sealed for. */
  readonly context: (row: SealedRow) => string;
  /** The blind index of the same value, which changes together with it. */
  readonly index?: { readonly column: string; readonly context: string };
};

export type SealedTable = {
  /** With its schema. */
  readonly table: string;
  /** The primary key's columns, in order, with their types. */
  readonly key: Readonly<Record<string, 'uuid' | 'text'>>;
  /** Other columns that contexts are made from. */
  readonly also?: readonly string[];
  readonly columns: readonly SealedColumn[];
};

/**
 * A table whose fields pass before anybody could seal them anew, such as codes of five minutes: it
 * is not rewritten, only waited for.
 */
export type PassingTable = {
  readonly table: string;
  readonly columns: readonly { readonly name: string; readonly kind: 'sealed' | 'index' }[];
  /** The column with the moment after which nobody asks for a row any more. */
  readonly expiresAt: string;
};

/** What a module declares. */
export type SealedFields = {
  readonly tables: readonly SealedTable[];
  readonly passing: readonly PassingTable[];
};
