// What code made by wasm2c needs, and no more. Its stock run-time reserves 8 GiB of addresses and takes SIGSEGV and
// SIGBUS for itself; here memory is one static page of WebAssembly, every access is checked, and no signal is caught.
#include <stdint.h>
#include <unistd.h>

#include "wasm-rt.h"

#define PAGE_BYTES 65536
// EX_SOFTWARE of sysexits.h: a fault of our own.
#define TRAPPED 70

static uint8_t page[PAGE_BYTES];

void wasm_rt_init(void) {}

bool wasm_rt_is_initialized(void) { return true; }

void wasm_rt_allocate_memory(wasm_rt_memory_t *memory, uint32_t initial_pages, uint32_t max_pages) {
  if (initial_pages != 1) wasm_rt_trap(WASM_RT_TRAP_OOB);
  memory->data = page;
  memory->pages = initial_pages;
  memory->max_pages = max_pages;
  memory->size = PAGE_BYTES;
}

void wasm_rt_free_memory(wasm_rt_memory_t *memory) { (void)memory; }

// Only tables use it. We have none, but the generated code refers to it.
uint32_t wasm_rt_register_func_type(uint32_t params, uint32_t results, ...) { return params + results; }

void wasm_rt_trap(wasm_rt_trap_t reason) {
  static const char line[] = "pid-one: a check in pid-one itself failed; please report it\n";
  (void)reason;
  // There is nobody left to tell if this fails.
  if (write(STDERR_FILENO, line, sizeof line - 1) < 0) _exit(TRAPPED);
  _exit(TRAPPED);
}
