/// <reference types="astro/client" />

interface ImportMetaEnv {
  /** Address of a lab server of another origin. */
  readonly PUBLIC_LAB_SERVER?: string;
  /** Address before the path of a file of the course, where it can be edited. */
  readonly PUBLIC_EDIT_URL?: string;
}
