/** AssemblyScript's own types, for tsc and editors. asc never reads this file. */
declare type i32 = number;
declare type u8 = number;
declare type bool = boolean;
declare type StaticArray<T> = T[];
