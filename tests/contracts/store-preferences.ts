import { v7 as uuidv7 } from 'uuid'
import { describe, expect, test, vi } from 'vitest'
import { DEFAULT_PREFERENCES } from '../../shared/preferences.ts'
import type { StoreSubject } from './store-subject.ts'
import { LATER } from './store-subject.ts'

export function describePreferences(on: StoreSubject): void {
  describe('preferences', () => {
    const publicationFor = async (name: string, id: string) => {
      const outcome = await on.store.recognitions.find(id, on.id(name))
      return outcome.kind === 'found' ? outcome.recognition.publication : outcome.kind
    }

    test('are the usual ones, and change as they are named', async () => {
      expect((await on.person('ben')).preferences).toEqual(DEFAULT_PREFERENCES)
      const muted = [on.id('ada')]
      await on.store.people.prefer(on.id('ben'), { mute: on.id('ada') })
      const quietHours = { from: '18:00', to: '08:00', weekends: true }
      const person = await on.store.people.prefer(on.id('ben'), { quietHours, snoozedUntil: LATER })
      const preferences = { ...DEFAULT_PREFERENCES, muted, quietHours, snoozedUntil: LATER }
      expect(person).toEqual(await on.person('ben'))
      await on.reopen()
      expect((await on.person('ben')).preferences).toEqual(preferences)
      await on.store.people.update(on.id('ben'), { team: 'Engines' })
      expect((await on.person('ben')).preferences).toEqual(preferences)
    })

    test('of whom is muted change for one sender at a time, whatever another device does at once', async () => {
      const prefer = (change: { mute?: string; unmute?: string }) =>
        on.store.people.prefer(on.id('ben'), change)
      await prefer({ mute: on.id('cleo') })
      await Promise.all([
        prefer({ mute: on.id('ada') }),
        prefer({ unmute: on.id('cleo') }),
        prefer({ mute: on.id('dan') }),
        on.store.people.prefer(on.id('ben'), { share: 'never' }),
      ])
      await prefer({ mute: on.id('dan') })
      const { muted, share } = (await on.person('ben')).preferences
      expect(muted.toSorted()).toEqual([on.id('ada'), on.id('dan')].toSorted())
      expect(share).toBe('never')
    })

    test('are told to the other devices of the person', async () => {
      const onHint = vi.fn()
      const stop = on.store.watch(on.id('ben'), onHint)
      await on.store.people.prefer(on.id('ben'), { share: 'never' })
      await vi.waitFor(() => expect(onHint).toHaveBeenCalled(), 5_000)
      stop()
    })

    test('are nobody’s who is not here', async () => {
      expect(await on.store.people.prefer(uuidv7(), { share: 'never' })).toBeUndefined()
      await on.store.people.update(on.id('ben'), { active: false })
      expect(await on.store.people.prefer(on.id('ben'), { share: 'never' })).toBeUndefined()
    })

    test('a standing choice counts for public ones that come in, and is changed for each', async () => {
      await on.store.people.prefer(on.id('ben'), { share: 'always' })
      await on.store.people.prefer(on.id('cleo'), { share: 'never' })
      const recipients = ['ben', 'cleo', 'dan'].map((name) => on.id(name))
      const open = await on.deliver({ recipients })
      const hidden = await on.deliver({ recipients, visibility: 'private' })
      const choices = await Promise.all(['ben', 'cleo', 'dan'].map((name) => publicationFor(name, open)))
      expect(choices).toEqual(['agreed', 'declined', 'ask'])
      expect(await publicationFor('ben', hidden)).toBeNull()
      const published = () => on.store.recognitions.published({ personId: null, after: null, limit: 9 })
      expect((await published()).recognitions).toMatchObject([
        { id: open, recipients: [{ id: on.id('ben') }] },
      ])
      await on.store.recognitions.amend(open, on.id('ben'), { publication: 'declined' })
      expect((await published()).recognitions).toEqual([])
    })

    test('a standing choice counts where delivery is at once', async () => {
      await on.store.people.prefer(on.id('ben'), { share: 'always' })
      const { deliverAt: sentAt, ...acceptance } = on.acceptance()
      await on.store.recognitions.accept({ ...acceptance, sentAt, deliverAt: sentAt })
      expect(await publicationFor('ben', acceptance.recognition.id)).toBe('agreed')
      expect(await on.store.recognitions.published({ personId: null, after: null, limit: 9 })).toMatchObject({
        recognitions: [{ id: acceptance.recognition.id }],
      })
    })

    test('who prefers thanks in person is sent none, and colleagues are told', async () => {
      const before = await on.deliver()
      await on.store.people.prefer(on.id('ben'), { receives: false })
      const acceptance = on.acceptance({ recipients: [on.id('cleo'), on.id('ben')] })
      expect(await on.store.recognitions.accept(acceptance)).toEqual({ kind: 'prefers_in_person' })
      expect(await on.store.recognitions.find(before, on.id('ada'))).toMatchObject({
        recognition: { recipients: [{ id: on.id('ben'), inPerson: true }] },
      })
      await on.store.people.prefer(on.id('ben'), { receives: true })
      expect(await on.store.recognitions.accept(acceptance)).toMatchObject({ kind: 'created' })
    })

    test('whose sending is suspended sends nothing new, and receives', async () => {
      const before = await on.accept()
      await on.store.people.update(on.id('ada'), { suspendedAt: LATER })
      expect(await on.store.recognitions.accept(before)).toMatchObject({ kind: 'same' })
      expect(await on.store.recognitions.accept(on.acceptance())).toEqual({ kind: 'sending_suspended' })
      const toAda = { ...on.acceptance({ recipients: [on.id('ada')] }), senderId: on.id('ben') }
      expect(await on.store.recognitions.accept(toAda)).toMatchObject({ kind: 'created' })
      await on.store.people.update(on.id('ada'), { suspendedAt: null })
      expect(await on.store.recognitions.accept(on.acceptance())).toMatchObject({ kind: 'created' })
    })
  })
}
