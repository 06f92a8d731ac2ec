import { createOpenApiDocument } from '../../contracts/openapi.ts';
import { apiPagePolicy, renderApiPage } from './page/render-api-page.ts';

type OpenApiDocument = ReturnType<typeof createOpenApiDocument>;

let openApi: OpenApiDocument | undefined;
let page: string | undefined;

/** The OpenAPI document; made once a process. */
export function openApiDocument(version: string): OpenApiDocument {
  openApi ??= createOpenApiDocument({ version });
  return openApi;
}

/** The API page with the policy that fits it; made once a process. */
export function apiPage(version: string): { readonly html: string; readonly contentSecurityPolicy: string } {
  page ??= renderApiPage(openApiDocument(version));
  return { html: page, contentSecurityPolicy: apiPagePolicy };
}
