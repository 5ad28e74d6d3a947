/** A row of the tables of what `doctor` finds: how to provoke it, what it says, and what remains to do by hand. */
import type { DoctorScene } from './doctor-scene.ts';

export interface ProvokedFinding {
	/** The check that finds it. */
	readonly check: string;
	/** For the title of the test. */
	readonly what: string;
	readonly severity: 'problem' | 'hint';
	/** The config file, if it is not the healthy one. */
	readonly config?: string | Uint8Array;
	readonly credentials?: string;
	readonly env?: Readonly<Record<string, string>>;
	/** Makes more of the scene. May return what ends it. */
	readonly prepare?: (scene: DoctorScene) => Promise<() => Promise<void>> | Promise<void> | void;
	/** More words for `doctor`. */
	readonly words?: readonly string[];
	/** What the message says. */
	readonly told: RegExp;
	/** Does what a person does after steps that only advise or show something. */
	readonly byHand?: (scene: DoctorScene) => void;
	/** Why it cannot be provoked here. */
	readonly lacks?: string | undefined;
}
