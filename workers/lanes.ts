import { type LaneName, URGENT_LANE } from '../src/storage/outbox.ts'
import type { Topic } from '../src/storage/schema.ts'

/** How one kind of work is done, whatever lane it waits in. */
export interface Task {
  topic: Topic
  /** Its lanes: channels, and `urgent`. */
  lanes: readonly string[]
  /** Jobs at one time, in each lane. */
  concurrency: number
  /** Pieces of work that one job may carry when there is a backlog; 1 where each waits for somebody else. */
  batchMax: number
  /** Tries before the work is given up: 6 take a minute, 30 about a day. */
  attemptsMax: number
  /**
   * Does work and deletes its outbox rows in the same commit as its effect. Safe to do twice. One job's works come
   * together; if that throws, each is done again alone.
   */
  handle(refs: string[]): Promise<void>
  /** Puts before a person what no machine could do; runs when the work is given up, and may run twice. */
  onParked?(ref: string, reason: string): Promise<void>
}

export interface Lane extends LaneName {
  concurrency: number
  batchMax: number
  task: Task
}

/** Every lane of these tasks, urgent ones first: that is the order in which work is offered. */
export function layLanes(tasks: readonly Task[]): Lane[] {
  const lanes = tasks.flatMap((task) =>
    task.lanes.map((lane) => ({
      topic: task.topic,
      lane,
      concurrency: task.concurrency,
      batchMax: task.batchMax,
      task,
    })),
  )
  return [...lanes.filter(isUrgent), ...lanes.filter((lane) => !isUrgent(lane))]
}

/** Name of the lane's queue. */
export function queueOf({ topic, lane }: LaneName): string {
  return `${topic}.${lane}`
}

function isUrgent({ lane }: LaneName): boolean {
  return lane === URGENT_LANE
}
