"""No semaphores between processes: multiprocessing.synchronize says so when a lock is asked for."""
