/** Something that the person who starts the server has to put right. `main.ts` prints its one line and exits with 1. */
export class CannotStart extends Error {
  constructor(line: string) {
    super(line)
    this.name = 'CannotStart'
  }
}

/** The one reason that may pass by itself: the server before this one has not ended yet. */
export class StoreInUse extends CannotStart {}

/** Where rows are to be copied to there are some already, which nothing may mix with. */
export class StoreNotEmpty extends CannotStart {}
