import { describe, expect, test } from 'vitest'
import { moderatingOn } from './moderating.ts'
import { DUE_AT, LATER, type StoreSubject } from './store-subject.ts'

export function describeReports(on: StoreSubject): void {
  const { report, list, open, decide } = moderatingOn(on)
  const kindFor = async (name: string, id: string) => (await on.store.recognitions.find(id, on.id(name))).kind

  describe('a report', () => {
    test('hides it from whoever reports it, and from nobody else', async () => {
      const id = await on.publish({ recipients: [on.id('ben'), on.id('cleo')] })
      expect(await report('ben', id)).toBe('done')
      const kinds = await Promise.all(['ada', 'ben', 'cleo', 'dan'].map((name) => kindFor(name, id)))
      expect(kinds).toEqual(['found', 'not_found', 'found', 'found'])
      const review = { readAt: null, outcome: null }
      expect(await on.inFeed('ben', id)).toEqual({
        type: 'removed',
        id,
        reported: { sender: expect.objectContaining({ id: on.id('ada') }), at: LATER, review },
      })
      expect(await on.inFeed('ada', id)).not.toMatchObject({ recognition: { review: expect.anything() } })
      const asBen = { personId: on.id('ben'), after: null, limit: 9 }
      expect((await on.store.recognitions.published(asBen)).recognitions).toEqual([])
    })

    test('takes back what whoever reports it agreed to share, for good, and nobody else’s yes', async () => {
      const id = await on.publish({ recipients: [on.id('ben'), on.id('cleo')] })
      await report('ben', id)
      const asDan = async () => on.store.recognitions.find(id, on.id('dan'))
      expect(await asDan()).toMatchObject({ recognition: { recipients: [{ id: on.id('cleo') }] } })
      await open(id)
      await decide(id, 'kept')
      expect(await asDan()).toMatchObject({ recognition: { recipients: [{ id: on.id('cleo') }] } })
      await on.store.recognitions.amend(id, on.id('cleo'), { publication: 'declined' })
      expect(await asDan()).toEqual({ kind: 'not_found' })
    })

    test('by the only one who agreed to share it ends that', async () => {
      const id = await on.publish()
      await report('ben', id)
      expect(await kindFor('dan', id)).toBe('not_found')
      const shared = await on.store.recognitions.published({ personId: null, after: null, limit: 9 })
      expect(shared.recognitions).toEqual([])
    })

    test('is made by recipients, once', async () => {
      const { recognition } = await on.accept()
      expect(await report('ben', recognition.id)).toBe('not_found')
      await on.store.recognitions.deliverDue(DUE_AT)
      expect(await report('ada', recognition.id)).toBe('forbidden')
      expect(await report('dan', recognition.id)).toBe('not_found')
      expect(await report('ben', recognition.id)).toBe('done')
      expect(await report('ben', recognition.id)).toBe('same')
      expect((await list('open')).cases).toMatchObject([{ reports: [{ reporterId: on.id('ben') }] }])
    })

    test('of one that is withdrawn says so', async () => {
      const id = await on.deliver()
      await on.store.recognitions.withdraw(id, on.id('ada'), LATER)
      expect(await report('ben', id)).toBe('withdrawn')
    })
  })
}
