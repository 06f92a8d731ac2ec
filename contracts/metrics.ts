/** Metrics of Dossier's own, which functions write into their log lines and the dashboard shows, each by the function that writes it. */
export const deadlineMetrics = {
  namespace: 'Dossier',
  dimension: 'FunctionName',
  /** Open requests whose due date is over. */
  overdue: 'OverdueRequests',
  /** Open requests whose due date is near. */
  dueSoon: 'DueSoonRequests',
} as const;
