// Schemas inside the API document: those with a title become named components, so that clients get
// one type `Order` instead of ten alike.

export type Json = { [member: string]: unknown };

/** A plain copy of a schema, as JSON shows it. */
export function plain(schema: object): Json {
  return JSON.parse(JSON.stringify(schema)) as Json;
}

/** Replaces every object schema that has a title by a reference, and collects it. */
export function hoistTitled(node: Json, schemas: Record<string, Json>): Json {
  const inside = Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, hoistInside(value, schemas)]),
  );
  if (inside['type'] !== 'object' || typeof inside['title'] !== 'string') return inside;
  const { title, ...schema } = inside;
  const known = schemas[title];
  if (known !== undefined && JSON.stringify(known) !== JSON.stringify(schema)) {
    throw new Error(`two different schemas have the title ${title}`);
  }
  schemas[title] = schema;
  return { $ref: `#/components/schemas/${title}` };
}

function hoistInside(value: unknown, schemas: Record<string, Json>): unknown {
  if (Array.isArray(value)) return value.map((item) => hoistInside(item, schemas));
  return typeof value === 'object' && value !== null ? hoistTitled(value as Json, schemas) : value;
}
