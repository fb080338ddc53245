import { simulatePeriods, summarise, type Runs } from './simulate-periods.ts';
import type { QueueRules, Scenario, SimulatedFigures } from './simulation.ts';

/** What is asked of this worker; it is the entry file of a thread (`simulate-in-thread.server.ts`). */
export type SimulationTask = { scenarios: Scenario[]; rules: QueueRules; runs: Runs };

/** Simulates each scenario, on the same chance. */
export function simulate({ scenarios, rules, runs }: SimulationTask): SimulatedFigures[] {
	return scenarios.map((scenario) => summarise([...simulatePeriods(scenario, rules, runs)]));
}
