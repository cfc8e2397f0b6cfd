// Named places where crash tests kill the process. Must do nothing unless the environment names the point.

const armed = process.env.TANGTHU_FAILPOINT;
let hitsLeft = Number(process.env.TANGTHU_FAILPOINT_HIT ?? '1');

/** Kills the process with SIGKILL when TANGTHU_FAILPOINT names this point (on the TANGTHU_FAILPOINT_HIT-th pass). */
export function failpoint(name: string): void {
  if (armed !== name) return;
  hitsLeft -= 1;
  if (hitsLeft <= 0) process.kill(process.pid, 'SIGKILL');
}
