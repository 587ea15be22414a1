import { afterEach, beforeEach, describe } from 'vitest'
import { describeAccess } from './store-access.ts'
import { describeAdminTokens } from './store-admin-tokens.ts'
import { describeAnswers } from './store-answers.ts'
import { describeAudit } from './store-audit.ts'
import { describeCopying } from './store-copying.ts'
import { describeDirectory } from './store-directory.ts'
import { describeFeed } from './store-feed.ts'
import { describeForgetting } from './store-forgetting.ts'
import { describeHandles } from './store-handles.ts'
import { describeLearning } from './store-learning.ts'
import { describeLeaving } from './store-leaving.ts'
import { describeLimits } from './store-limits.ts'
import { describeModeration } from './store-moderation.ts'
import { describePeople } from './store-people.ts'
import { describePreferences } from './store-preferences.ts'
import { describePublishing } from './store-publishing.ts'
import { describeReports } from './store-reports.ts'
import { describeSending } from './store-sending.ts'
import { describeSignIn } from './store-sign-in.ts'
import { describeStopping } from './store-stopping.ts'
import type { OpenedStore } from './store-subject.ts'
import { StoreSubject } from './store-subject.ts'
import { describeTraces } from './store-traces.ts'
import { describeWithdrawing } from './store-withdrawing.ts'
import { describeWhole } from './store-whole.ts'

/** What every store must do. `open` gives an empty one, kept where real ones are kept. */
export function describeStore(name: string, open: () => Promise<OpenedStore>): void {
  describe(`the store contract: ${name}`, () => {
    const subject = new StoreSubject()
    beforeEach(() => subject.open(open))
    afterEach(() => subject.remove())
    describePeople(subject)
    describeDirectory(subject)
    describeHandles(subject)
    describeAccess(subject)
    describeSignIn(subject)
    describeAdminTokens(subject)
    describeAudit(subject)
    describeSending(subject)
    describeFeed(subject)
    describePublishing(subject)
    describePreferences(subject)
    describeAnswers(subject)
    describeReports(subject)
    describeModeration(subject)
    describeWithdrawing(subject)
    describeLearning(subject)
    describeLimits(subject)
    describeLeaving(subject)
    describeStopping(subject)
    describeTraces(subject)
    describeForgetting(subject)
    describeWhole(subject)
    describeCopying(subject, open)
  })
}
