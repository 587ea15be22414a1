import { useId, useState } from 'preact/hooks'
import { LINE_MAX_LENGTH, WARM_WORDS } from '../../shared/limits.ts'
import type { WarmWord } from '../../shared/recognition.ts'
import type { Reaction } from '../../shared/api.ts'
import { t } from '../i18n.ts'
import { ask } from '../messages.ts'
import { nameOf } from '../person-name.ts'
import type { InboxItem } from '../stored.ts'
import { act } from './act.ts'
import { answerOf, wordOf } from './answer-words.ts'
import type { BegunStore } from './begun.ts'
import { wordsForNow } from './fault-words.ts'
import { Note } from './parts.tsx'

const NOTHING: Reaction = { word: null, line: null }

/** As it was given here, though the server may not have it yet. */
function answerGiven({ waitsToAnswer, answers }: InboxItem): Reaction {
  const { word, line } = waitsToAnswer ?? answers?.[0] ?? NOTHING
  return { word, line }
}

interface Props {
  item: InboxItem
  begun: BegunStore
  /** Whether the words to choose from are there, not only the way to them. */
  isOpen: boolean
  setOpen: (isOpen: boolean) => void
}

/** What the recipient answers: a warm word, a line back, or both. One answer; the next one takes its place. */
export function Answering({ item, begun, isOpen, setOpen }: Props) {
  const given = answerGiven(item)
  const say = (answer: Reaction) => act(ask('inbox.answer', { id: item.id, answer }))
  const isSaid = given.word !== null || given.line !== null
  return (
    <div class="answering" role="group" aria-label={t('answer_to', { name: nameOf(item.sender) })}>
      {isSaid && !isOpen && <MyAnswer given={given} onTakeBack={() => say(NOTHING)} onOpen={setOpen} />}
      {!isSaid && !isOpen && <Open label={t('answer')} onOpen={setOpen} />}
      {isOpen && (
        <Choice given={given} id={item.id} begun={begun} onAnswer={say} onClose={() => setOpen(false)} />
      )}
      <HowItStands item={item} />
    </div>
  )
}

function Open({ label, onOpen }: { label: string; onOpen: Props['setOpen'] }) {
  return (
    <button type="button" class="link" aria-expanded={false} onClick={() => onOpen(true)}>
      {label}
    </button>
  )
}

interface MyAnswerProps {
  given: Reaction
  onTakeBack: () => void
  onOpen: Props['setOpen']
}

function MyAnswer({ given, onTakeBack, onOpen }: MyAnswerProps) {
  return (
    <>
      <p class="answer">
        <span class="quiet">{t('answer_yours')}</span> <span dir="auto">{answerOf(given)}</span>
      </p>
      <div class="acts">
        <Open label={t('answer_change')} onOpen={onOpen} />
        <button type="button" class="link" onClick={onTakeBack}>
          {t('answer_take_back')}
        </button>
      </div>
    </>
  )
}

function HowItStands({ item: { waitsToAnswer } }: { item: InboxItem }) {
  if (waitsToAnswer?.fault)
    return <Note>{t('answer_refused', { problem: wordsForNow(waitsToAnswer.fault) })}</Note>
  return (
    <p class="quiet" role="status">
      {waitsToAnswer && t('answer_waits')}
    </p>
  )
}

interface ChoiceProps {
  given: Reaction
  /** Of the bright spot. */
  id: string
  begun: BegunStore
  onAnswer: (answer: Reaction) => void
  onClose: () => void
}

/** A word is said with one click, and pressed again taken back; a line is sent. */
function Choice({ given, id, begun, onAnswer, onClose }: ChoiceProps) {
  const [line, setLine] = useState(begun.of(id).line || (given.line ?? ''))
  const write = (words: string) => {
    setLine(words)
    begun.keep(id, { line: words })
  }
  const choose = (word: WarmWord) => onAnswer({ ...given, word: given.word === word ? null : word })
  const send = (event: SubmitEvent) => {
    event.preventDefault()
    onAnswer({ ...given, line: plain(line) || null })
    begun.keep(id, { line: '' })
    onClose()
  }
  return (
    <>
      <div class="chips">
        {WARM_WORDS.map((word) => (
          <button
            key={word}
            type="button"
            class="chip"
            aria-pressed={given.word === word}
            onClick={() => choose(word)}
          >
            {wordOf(word)}
          </button>
        ))}
      </div>
      <form class="back" onSubmit={send}>
        <LineField line={line} onWrite={write} />
        <button type="submit" class="second">
          {t('send')}
        </button>
      </form>
    </>
  )
}

function LineField({ line, onWrite }: { line: string; onWrite: (line: string) => void }) {
  const id = useId()
  return (
    <>
      <label class="spoken" for={id}>
        {t('answer_line')}
      </label>
      <input
        id={id}
        class="field"
        dir={line === '' ? undefined : 'auto'}
        value={line}
        maxLength={LINE_MAX_LENGTH}
        placeholder={t('answer_line')}
        autocomplete="off"
        onInput={({ currentTarget }) => onWrite(currentTarget.value)}
      />
    </>
  )
}

/** What is left of a pasted emoji that the field's length cut in two is no text. */
function plain(line: string): string {
  return line.replaceAll(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/g, '').trim()
}
