/** Access control. */

/** Who the token is (api/acl.go `ACLToken`); its secret is left out. */
export interface TokenSelf {
  /** `anonymous` without a token, `acls-disabled` where access control is off. */
  readonly AccessorID: string;
  readonly Name: string;
  readonly Type: 'client' | 'management' | string;
  readonly Policies?: readonly string[] | null;
  readonly Roles?: readonly { readonly ID: string; readonly Name: string }[] | null;
  /** RFC 3339, null when it does not expire. */
  readonly ExpirationTime?: string | null;
}
