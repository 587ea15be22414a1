import type { Context } from 'hono'
import { Hono } from 'hono'
import * as v from 'valibot'
import type { AdminEnv } from '../identity/callers.ts'
import { forAdmins } from '../identity/callers.ts'
import type { Services } from '../services.ts'
import { answerScim, listOf } from './answers.ts'
import { resourceTypes, schemaDefinitions, serviceProviderConfig } from './definitions.ts'
import { answerInScim } from './errors.ts'
import { SCIM_PATH } from './names.ts'
import { scimOperation } from './operation.ts'
import { AnyList } from './schemas.ts'
import { COUNT_MAX, userRoutes } from './user-routes.ts'

/** SCIM 2.0: people, as a directory such as Entra ID or Okta keeps them here. */
export function scimRoutes(services: Services): Hono<AdminEnv> {
  return new Hono<AdminEnv>()
    .use(forAdmins(services, 'people'))
    .route('/Users', userRoutes(services))
    .route('/Groups', groupRoutes())
    .route('/', discoveryRoutes(services))
}

/** Directories ask for groups before they are content; there are none. */
function groupRoutes(): Hono<AdminEnv> {
  return new Hono<AdminEnv>()
    .get(
      '/',
      scimOperation({
        summary: 'Groups, of which there are none',
        answers: { 200: { description: 'An empty page', schema: AnyList } },
      }),
      (c) => answerScim(c, listOf([], { total: 0, startIndex: 1 }) satisfies AnyList),
    )
    .all('/', (c) =>
      answerInScim(c, {
        status: 501,
        detail: 'There are no groups here: teams come from the department of a user',
      }),
    )
}

/** A page with all there is. */
const wholeList = (resources: object[]) => listOf(resources, { total: resources.length, startIndex: 1 })

/** What of SCIM is spoken here, as data. */
function discoveryRoutes({ config }: Services): Hono<AdminEnv> {
  const baseOf = (c: Context) => `${config.publicUrl ?? new URL(c.req.url).origin}${SCIM_PATH}`
  return new Hono<AdminEnv>()
    .get(
      '/ServiceProviderConfig',
      scimOperation({
        summary: 'What of SCIM is spoken here',
        answers: { 200: { description: 'The parts, and whether', schema: v.looseObject({}) } },
      }),
      (c) => answerScim(c, serviceProviderConfig(baseOf(c), COUNT_MAX)),
    )
    .get(
      '/ResourceTypes',
      scimOperation({
        summary: 'What SCIM keeps here: users',
        answers: { 200: { description: 'The types', schema: AnyList } },
      }),
      (c) => answerScim(c, wholeList(resourceTypes(baseOf(c)))),
    )
    .get(
      '/Schemas',
      scimOperation({
        summary: 'The attributes of users that are stored',
        answers: { 200: { description: 'The schemas', schema: AnyList } },
      }),
      (c) => answerScim(c, wholeList(schemaDefinitions(baseOf(c)))),
    )
}
