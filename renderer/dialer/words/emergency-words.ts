/** What is known of the place an emergency call is made from. */
export function emergencyWords(location: string | undefined): string {
  return location
    ? `Emergency call. Your carrier knows this location: ${location}. Say so if you are somewhere else.`
    : 'Emergency call. Your carrier may not know where you are: say it first.';
}
