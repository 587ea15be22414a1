import type { Context } from 'hono'
import { Hono } from 'hono'
import { requestId } from 'hono/request-id'
import { Problem } from '../shared/problem.ts'
import { noticeUnnamedProxy } from './http/address.ts'
import {
  allowExtensions,
  closeWhenStopping,
  restrictBrowsers,
  boundBody,
  checkMediaType,
  checkEncoding,
  neverCached,
} from './http/guards.ts'
import { refuseOldExtensions } from './http/clients.ts'
import { answerError } from './http/problems.ts'
import { limitCalls } from './http/rate-limits.ts'
import { revalidated } from './http/revalidation.ts'
import { adminAuditRoutes } from './routes/admin-audit.ts'
import { adminHandleRoutes } from './routes/admin-handles.ts'
import { adminImportRoutes } from './routes/admin-import.ts'
import { adminInviteRoutes } from './routes/admin-invites.ts'
import { adminLeavingRoutes } from './routes/admin-leaving.ts'
import { adminPeopleRoutes } from './routes/admin-people.ts'
import { adminRecognitionRoutes } from './routes/admin-recognitions.ts'
import { adminReportRoutes } from './routes/admin-reports.ts'
import { adminSettingsRoutes } from './routes/admin-settings.ts'
import { adminTeamRoutes } from './routes/admin-teams.ts'
import { adminTokenRoutes } from './routes/admin-tokens.ts'
import { changesRoutes } from './routes/changes.ts'
import { docsRoutes } from './routes/docs.ts'
import { healthRoutes } from './routes/health.ts'
import { myHandleRoutes } from './routes/me-handles.ts'
import { meRoutes } from './routes/me.ts'
import { learnedHandleRoutes } from './routes/people-handles.ts'
import { peopleRoutes } from './routes/people.ts'
import { recognitionRoutes } from './routes/recognitions.ts'
import { serverInfoRoutes } from './routes/server-info.ts'
import { sessionRoutes } from './routes/sessions.ts'
import { sharedRoutes } from './routes/shared.ts'
import { welcomeRoutes } from './routes/welcome.ts'
import { observeRequests, readablePattern } from './observing/requests.ts'
import { answerScimError, speaksScim } from './scim/errors.ts'
import { SCIM_PATH } from './scim/names.ts'
import { scimRoutes } from './scim/routes.ts'
import type { Services } from './services.ts'

const REQUEST_ID_MAX_LENGTH = 64

/** Directories read SCIM's errors, everybody else problems. */
function answerAnyError(error: Error, c: Context): Response {
  return speaksScim(c) ? answerScimError(error, c) : answerError(error, c)
}

/** The whole API, apart from any process: tests ask it with `app.request()`. */
export function createApp(services: Services): Hono {
  const app = new Hono()
  app.use(requestId({ limitLength: REQUEST_ID_MAX_LENGTH }), observeRequests(services), restrictBrowsers)
  app.use(closeWhenStopping(services.stopping))
  app.use(allowExtensions(services.config.chromeIds), boundBody, checkMediaType, checkEncoding)
  const noticeProxy = noticeUnnamedProxy(services.config.trustedProxies, services.log)
  const limitAll = limitCalls(services)
  for (const path of ['/api/*', '/scim/*']) app.use(path, neverCached, noticeProxy, limitAll)
  app.use('/api/*', refuseOldExtensions)
  for (const path of ['/api/v1/server', '/openapi.json', '/docs/*']) app.use(path, revalidated)
  app.route('/', welcomeRoutes())
  app.route('/', healthRoutes(services))
  app.route('/api/v1/server', serverInfoRoutes(services))
  app.route('/api/v1/sessions', sessionRoutes(services))
  app.route('/api/v1/me', meRoutes(services))
  app.route('/api/v1/me/handles', myHandleRoutes(services))
  app.route('/api/v1/people', peopleRoutes(services))
  app.route('/api/v1/people/handles', learnedHandleRoutes(services))
  app.route('/api/v1/recognitions', sharedRoutes(services))
  app.route('/api/v1/recognitions', recognitionRoutes(services))
  app.route('/api/v1/changes', changesRoutes(services))
  app.route('/api/v1/admin/people', adminImportRoutes(services))
  app.route('/api/v1/admin/people', adminInviteRoutes(services))
  app.route('/api/v1/admin/people', adminLeavingRoutes(services))
  app.route('/api/v1/admin/people', adminPeopleRoutes(services))
  app.route('/api/v1/admin/teams', adminTeamRoutes(services))
  app.route('/api/v1/admin/handles', adminHandleRoutes(services))
  app.route('/api/v1/admin', adminRecognitionRoutes(services))
  app.route('/api/v1/admin/reports', adminReportRoutes(services))
  app.route('/api/v1/admin/settings', adminSettingsRoutes(services))
  app.route('/api/v1/admin/tokens', adminTokenRoutes(services))
  app.route('/api/v1/admin/audit', adminAuditRoutes(services))
  app.route(SCIM_PATH, scimRoutes(services))
  app.route('/', docsRoutes(app, services))
  app.notFound((c: Context) => answerAnyError(new Problem('not_found'), c))
  app.onError(answerAnyError)
  return app
}

/** Every call that the API answers, e.g. `PUT /api/v1/recognitions/{id}`, in the order in which they stand; the files of /docs are left out. */
export function listRoutes(app: Hono): string[] {
  const calls = app.routes
    .filter(({ method, path }) => method !== 'ALL' && !path.startsWith('/docs/'))
    .map(({ method, path }) => `${method} ${readablePattern(path)}`)
  return [...new Set(calls)]
}
