// The part of an OpenAPI 3.1 document that the generators read, and a walk over its operations in
// the order a reader expects: by path, then by method.

export type Schema = {
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly pattern?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
};

export type Parameter = {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'cookie';
  readonly required?: boolean;
  readonly description?: string;
  readonly schema?: Schema;
};

type Content = Readonly<Record<string, { readonly schema?: Schema }>>;

export type Operation = {
  readonly operationId?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly security?: readonly object[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content?: Content };
  readonly responses?: Readonly<Record<string, { readonly content?: Content }>>;
  readonly 'x-refusals'?: readonly string[];
  readonly 'x-staff-role'?: string;
};

export type OpenApi = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
};

export type Route = {
  readonly method: string;
  readonly path: string;
  readonly name: string;
  readonly operation: Operation;
};

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

/** Every operation that has a name, sorted by path and method. */
export function routesOf(document: OpenApi): Route[] {
  const paths = Object.keys(document.paths).toSorted();
  return paths.flatMap((path) =>
    METHODS.flatMap((method) => {
      const operation = document.paths[path]?.[method];
      if (operation?.operationId === undefined) return [];
      return [{ method: method.toUpperCase(), path, name: operation.operationId, operation }];
    }),
  );
}

/** The parameters of one place, e.g. all of the query. */
export function parametersIn(operation: Operation, place: Parameter['in']): Parameter[] {
  return (operation.parameters ?? []).filter((parameter) => parameter.in === place);
}

/** The content of the answer of success: media types with their schemas; empty for a 204. */
export function successContent(operation: Operation): Content {
  const status = Object.keys(operation.responses ?? {}).find((code) => code.startsWith('2'));
  return (status && operation.responses?.[status]?.content) || {};
}
