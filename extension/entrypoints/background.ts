import { browser } from 'wxt/browser'
import { defineBackground } from 'wxt/utils/define-background'
import { answers, flush, sync } from '../background/answers.ts'
import { refreshBadge } from '../background/badge.ts'
import { openFromMenu } from '../background/menu.ts'
import { noticeKept, openFromNotice } from '../background/notices.ts'
import { followLanguagePolicy, sayAnew, sayOutside } from '../background/outside-words.ts'
import { retryAll } from '../background/outbox.ts'
import { receive } from '../background/receive.ts'
import { injectLaunchers, registerLaunchers, turnedOnPatterns, turnOff, turnOn } from '../background/sites.ts'
import { tellHandles } from '../background/tell-handles.ts'
import { onManagedChanged } from '../policy.ts'
import { onLanguageChosen } from '../settings.ts'
import { announce, onChanged, type Changed } from '../storage.ts'

const ALARM = 'look'

/** The shortest period that browsers allow: new bright spots show within a minute while the browser is in use. */
const EVERY_MINUTES = 0.5

const ON_BADGE: ReadonlySet<Changed> = new Set<Changed>(['session', 'preferences', 'inbox', 'policy'])

/** Side by side: a send that hangs does not keep the inbox waiting. What was kept for the end of a snooze comes with what is new. */
async function look(): Promise<void> {
  await Promise.all([flush(), sync().then(noticeKept), tellHandles()])
}

/** Only wiring, and all of it at once: a listener that is registered after an await misses the event that woke the worker. */
export default defineBackground(() => {
  browser.runtime.onMessage.addListener(receive(answers))
  browser.contextMenus.onClicked.addListener((info, tab) => void openFromMenu(info, tab))
  browser.notifications.onClicked.addListener((id) => void openFromNotice(id))
  browser.permissions.onAdded.addListener(({ origins = [] }) => void turnOn(origins))
  browser.permissions.onRemoved.addListener(({ origins = [] }) => void turnOff(origins))
  browser.alarms.onAlarm.addListener(() => {
    void look()
    announce('policy')
  })
  onManagedChanged(() => announce('policy'))
  browser.runtime.onStartup.addListener(() => void sayOutside())
  onLanguageChosen(() => void sayAnew())
  browser.runtime.onInstalled.addListener(({ reason }) => {
    void sayOutside()
    void turnedOnPatterns().then(injectLaunchers)
    if (reason === 'install') void browser.runtime.openOptionsPage()
  })
  self.addEventListener('online', () => void retryAll().then(look))
  onChanged((changed) => {
    if (ON_BADGE.has(changed)) void refreshBadge()
    if (changed === 'preferences') void noticeKept()
    if (changed === 'policy') {
      void registerLaunchers()
      void followLanguagePolicy()
    }
  })

  void browser.alarms.create(ALARM, { periodInMinutes: EVERY_MINUTES })
  void registerLaunchers()
  void followLanguagePolicy()
  void refreshBadge()
  void look()
})
