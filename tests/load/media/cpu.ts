// CPU time of processes, from the kernel's own accounting.
import { readFileSync } from 'node:fs';

const TICKS_A_SECOND = 100;

/** User and system time of one process since its start, in seconds. */
export const cpuSeconds = (pid: number): number => {
	const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
	// The name, in parentheses, may hold anything; fields 14 and 15 are user and system ticks.
	const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
};

export const cpuSecondsOf = (pids: readonly number[]): number =>
	pids.reduce((sum, pid) => sum + cpuSeconds(pid), 0);
