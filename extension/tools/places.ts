import type { Place } from './tool.ts'
import { place as bitbucket } from './bitbucket.ts'
import { place as bookstack } from './bookstack.ts'
import { place as bugzilla } from './bugzilla.ts'
import { place as confluence } from './confluence.ts'
import { place as discourse } from './discourse.ts'
import { place as dokuwiki } from './dokuwiki.ts'
import { place as gerrit } from './gerrit.ts'
import { place as gitea } from './gitea.ts'
import { place as github } from './github.ts'
import { place as gitlab } from './gitlab.ts'
import { place as jira } from './jira.ts'
import { place as kanboard } from './kanboard.ts'
import { place as mediawiki } from './mediawiki.ts'
import { place as outline } from './outline.ts'
import { place as patchwork } from './patchwork.ts'
import { place as phabricator } from './phabricator.ts'
import { place as redmine } from './redmine.ts'
import { place as requestTracker } from './request-tracker.ts'
import { place as roundup } from './roundup.ts'
import { place as trac } from './trac.ts'

/** Every tool's place, without its reader: this is all that the launcher carries. */
export const PLACES: readonly Place[] = [
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
