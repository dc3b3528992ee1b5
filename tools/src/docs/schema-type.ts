// Writes a JSON schema as a TypeScript type. A schema with a title becomes a named type, so that a
// view has one name in the server, the document and the SDK.

import type { Schema } from './document.ts';

/** Named types met on the way: name -> the text of the type. */
export type NamedTypes = Map<string, string>;

/** How the kit calls an amount on the wire, under whatever title the document has it. */
export const MONEY = 'WireMoney';

const TYPE_NAME = /^[A-Z][A-Za-z0-9]*$/;
const ID_PATTERN = /^\^([a-z]{2,16})_/;
const PLAIN_KEY = /^[A-Za-z_]\w*$/;

/** The type of a schema; adds the titled schemas inside it to the names. */
export function typeOf(schema: Schema, names: NamedTypes): string {
  const name = schema.$ref?.split('/').at(-1) ?? schema.title;
  if (schema.$ref !== undefined && name !== undefined) {
    return names.get(name) === MONEY ? MONEY : name;
  }
  if (isMoney(schema)) return MONEY;
  if (name === undefined || !TYPE_NAME.test(name)) return bareTypeOf(schema, names);
  remember(name, bareTypeOf(schema, names), names);
  return name;
}

/** A one-line or block comment in JSDoc form, indented; nothing for no text. */
export function docComment(text: string | undefined, indent: string): string {
  if (text === undefined || text === '') return '';
  const lines = text.replaceAll('*/', '*\\/').split('\n');
  if (lines.length === 1) return `${indent}/** ${lines[0]} */\n`;
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}\n`).join('')}${indent} */\n`;
}

/** An object type with one member a line. */
export function objectType(members: readonly string[]): string {
  return members.length === 0 ? 'Record<string, never>' : `{\n${indented(members.join(''))}}`;
}

/** One member of an object type with its comment. */
export function member(key: string, type: string, required: boolean, description?: string): string {
  const name = PLAIN_KEY.test(key) ? key : `'${key}'`;
  return `${docComment(description, '')}${name}${required ? '' : '?'}: ${type};\n`;
}

function remember(name: string, type: string, names: NamedTypes): void {
  const known = names.get(name);
  if (known !== undefined && known !== type) {
    throw new Error(`two different schemas bear the title '${name}': give one another title`);
  }
  names.set(name, type);
}

function bareTypeOf(schema: Schema, names: NamedTypes): string {
  if (schema.const !== undefined) return literal(schema.const);
  if (schema.enum !== undefined) return schema.enum.map(literal).join(' | ');
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) {
    return [...new Set(choices.map((choice) => typeOf(choice, names)))].join(' | ');
  }
  if (schema.allOf !== undefined) {
    return schema.allOf.map((part) => typeOf(part, names)).join(' & ');
  }
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? []);
  return types.map((type) => typeNamed(type, schema, names)).join(' | ') || 'unknown';
}

function typeNamed(type: string, schema: Schema, names: NamedTypes): string {
  if (type === 'string') return stringType(schema);
  if (type === 'integer' || type === 'number') return 'number';
  if (type === 'array') return arrayType(schema.items ?? {}, names);
  if (type === 'object') return objectTypeOf(schema, names);
  return type;
}

function stringType({ pattern }: Schema): string {
  const prefix = ID_PATTERN.exec(pattern ?? '')?.[1];
  return prefix === undefined ? 'string' : `Id<'${prefix}'>`;
}

function arrayType(items: Schema, names: NamedTypes): string {
  const item = typeOf(items, names);
  return / [|&] /.test(item) && !item.startsWith('{') ? `(${item})[]` : `${item}[]`;
}

function objectTypeOf(schema: Schema, names: NamedTypes): string {
  const { additionalProperties: others, properties = {}, required = [] } = schema;
  if (Object.keys(properties).length === 0 && others !== undefined && others !== false) {
    return `Record<string, ${others === true ? 'unknown' : typeOf(others, names)}>`;
  }
  return objectType(
    Object.entries(properties).map(([key, property]) =>
      member(key, typeOf(property, names), required.includes(key), property.description),
    ),
  );
}

/** Whether a schema is that of an amount, whatever bounds it has. */
export function isMoney({ properties }: Schema): boolean {
  return (
    Object.keys(properties ?? {})
      .toSorted()
      .join() === 'currency,minor'
  );
}

function literal(value: unknown): string {
  return typeof value === 'string' ? `'${value.replaceAll("'", "\\'")}'` : JSON.stringify(value);
}

function indented(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '  ');
}
