import { openTexts, reopenTexts, t } from '../i18n.ts'
import { keepLanguagePolicy, keepLauncherWords, type ChipWords } from '../settings.ts'
import { refreshBadge } from './badge.ts'
import { createMenu } from './menu.ts'
import { readPolicy } from './policy.ts'
import { injectLaunchers, turnedOnPatterns } from './sites.ts'

/** The words that stand outside of our own pages, in the browser's menu and in turned-on sites: they outlive this worker. */
export async function sayOutside(): Promise<void> {
  await openTexts()
  await Promise.all([createMenu(), keepLauncherWords(t('launcher_label'), chipWords())])
}

function chipWords(): ChipWords {
  return {
    move: t('launcher_move'),
    hide: t('launcher_hide'),
    hidden: t('launcher_hidden'),
    undo: t('undo'),
  }
}

/** Another language was chosen: open pages get a new launcher, which is less than that each of them listens for it. */
export async function sayAnew(): Promise<void> {
  await reopenTexts()
  await Promise.all([sayOutside(), refreshBadge()])
  await injectLaunchers(await turnedOnPatterns())
}

/** Keeps what the organisation set where each window finds it: what was chosen before is spoken again once it may be. */
export async function followLanguagePolicy(): Promise<void> {
  const { languages, locked } = await readPolicy()
  await keepLanguagePolicy({ allowed: languages, isLocked: locked.includes('languages') })
}
