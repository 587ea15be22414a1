import { Happening } from './happening.ts'
import type { World } from './world.ts'

/** The server's clock goes on, or somebody sets it. */
export class Pass extends Happening<{ seconds: number }> {
  protected async happen(world: World): Promise<void> {
    world.pass(this.choice.seconds)
  }
}

/** A round of delivery. */
export class Deliver extends Happening<object> {
  protected happen(world: World): Promise<void> {
    return world.deliver()
  }
}

/** What was late on its way arrives. */
export class BringLate extends Happening<object> {
  override check({ network }: Readonly<World>): boolean {
    return network.hasLate
  }

  protected happen({ network }: World): Promise<void> {
    return network.bringLate()
  }
}

/** All devices at once. */
export class Rush extends Happening<object> {
  protected happen(world: World): Promise<void> {
    return world.rush()
  }
}

/** A server is killed amid a rush. */
export class KilledRush extends Happening<{ ticks: number }> {
  protected happen(world: World): Promise<void> {
    return world.killedRush(this.choice.ticks)
  }
}

/** A server ends and another takes its place. */
export class Restart extends Happening<{ how: 'stopped' | 'killed' }> {
  protected happen({ processes }: World): Promise<void> {
    return processes.restart(this.choice.how)
  }
}

/** Somebody makes a backup, while the server runs. */
export class BackUp extends Happening<{ how: 'place' | 'rows' }> {
  protected happen(world: World): Promise<void> {
    return world.backUp(this.choice.how)
  }
}

/** The last backup is put in the place of all that the server has. */
export class Restore extends Happening<object> {
  override check({ hasBackup }: Readonly<World>): boolean {
    return hasBackup
  }

  protected happen(world: World): Promise<void> {
    return world.restore()
  }
}
