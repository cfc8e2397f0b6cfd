// The bar of a job, told in the same words to those who see it and those who hear it.
// Must not reckon; job-words.ts does.
import { Progress } from '@mantine/core';
import type { JobSummary } from '../../shared/model/job.ts';
import { countsOf, progressOf } from './job-words.ts';

interface JobProgressProps {
  readonly job: JobSummary;
  readonly label: string;
  readonly size: number;
  readonly className?: string;
}

export function JobProgress({ job, label, size, className }: JobProgressProps) {
  const value = progressOf(job);
  return (
    <Progress.Root size={size} {...(className ? { className } : {})}>
      <Progress.Section
        value={value}
        // Subtle: Mantine's own attributes come last and would say "64%" where the line says "307 / 480 trang".
        withAria={false}
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(value)}
        aria-valuetext={countsOf(job)}
      />
    </Progress.Root>
  );
}
