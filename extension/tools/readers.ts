import * as bitbucket from './bitbucket.ts'
import * as bookstack from './bookstack.ts'
import * as bugzilla from './bugzilla.ts'
import * as confluence from './confluence.ts'
import * as discourse from './discourse.ts'
import * as dokuwiki from './dokuwiki.ts'
import * as gerrit from './gerrit.ts'
import * as gitea from './gitea.ts'
import * as github from './github.ts'
import * as gitlab from './gitlab.ts'
import * as jira from './jira.ts'
import * as kanboard from './kanboard.ts'
import * as mediawiki from './mediawiki.ts'
import * as outline from './outline.ts'
import * as patchwork from './patchwork.ts'
import * as phabricator from './phabricator.ts'
import * as redmine from './redmine.ts'
import * as requestTracker from './request-tracker.ts'
import * as roundup from './roundup.ts'
import type { Tool } from './tool.ts'
import * as trac from './trac.ts'

/** Every tool with its reader, asked in this order. */
export const READERS: readonly Tool[] = [
  mediawiki,
  redmine,
  github,
  trac,
  bugzilla,
  roundup,
  jira,
  confluence,
  gitlab,
  discourse,
  dokuwiki,
  bitbucket,
  gitea,
  bookstack,
  outline,
  gerrit,
  phabricator,
  kanboard,
  patchwork,
  requestTracker,
]
