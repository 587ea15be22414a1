import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { html } from 'hono/html'
import { generateSpecs } from 'hono-openapi'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import packageJson from '../../package.json' with { type: 'json' }
import { parameterExample } from '../http/examples.ts'
import { operation } from '../http/operation.ts'
import type { Services } from '../services.ts'

const SWAGGER_FOLDER = dirname(fileURLToPath(import.meta.resolve('swagger-ui-dist/package.json')))
const SWAGGER_FILES = ['swagger-ui.css', 'swagger-ui-bundle.js']

const page = html`<!doctype html>
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width" />
      <link rel="icon" href="data:," />
      <title>Bright Spots API</title>
      <link rel="stylesheet" href="docs/swagger-ui.css" />
    </head>
    <body>
      <div id="docs"></div>
      <script src="docs/swagger-ui-bundle.js"></script>
      <script src="docs/start.js"></script>
    </body>
  </html>`

/** A file of its own, because the page may run no inline script. */
const START_SCRIPT = `SwaggerUIBundle({ url: 'openapi.json', dom_id: '#docs', validatorUrl: null })\n`

type Document = Awaited<ReturnType<typeof generateSpecs>>
const METHODS = ['get', 'put', 'post', 'patch', 'delete'] as const

function showParameters(document: Document): Document {
  for (const [path, item] of Object.entries(document.paths ?? {}))
    for (const parameter of METHODS.flatMap((method) => item?.[method]?.parameters ?? []))
      if ('name' in parameter && parameter.required)
        parameter.example = parameterExample(path, parameter.name)
  return document
}

/** The document of all routes that `app` has, made from the schemas that validate them. */
async function openApi(app: Hono, { config }: Services): Promise<Document> {
  const document = await generateSpecs(app, {
    excludeStaticFile: false,
    defaultValidationErrorResponse: false,
    documentation: {
      info: {
        title: 'Bright Spots API',
        version: packageJson.version,
        description:
          'Thank a colleague from the page that helped you. Errors are problems (RFC 9457) with a code.',
      },
      servers: [{ url: config.publicUrl ?? '/' }],
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    },
  })
  return showParameters(document)
}

/** Everything is served from here, so that it works without the internet. */
export function docsRoutes(app: Hono, services: Services): Hono {
  const files = serveStatic({ root: SWAGGER_FOLDER, rewriteRequestPath: (path) => path.replace('/docs', '') })
  let document: Promise<Document> | undefined
  const docs = new Hono()
    .get(
      '/openapi.json',
      operation({
        summary: 'This document',
        for: 'everyone',
        answers: { 200: { description: 'OpenAPI 3.1', media: 'application/json' } },
      }),
      async (c) => c.json(await (document ??= openApi(app, services))),
    )
    .get(
      '/docs',
      operation({
        summary: 'This document, to read and try out',
        for: 'everyone',
        answers: { 200: { description: 'A page', media: 'text/html' } },
      }),
      (c) => c.html(page),
    )
    .get('/docs/start.js', (c) => c.body(START_SCRIPT, 200, { 'content-type': 'text/javascript' }))
  for (const file of SWAGGER_FILES) docs.get(`/docs/${file}`, files)
  return docs
}
