#ifndef _SYS_SYSMACROS_H
#define _SYS_SYSMACROS_H

/* The kernel's device numbers: major × 256 + minor. */
#define major(dev) ((unsigned)((dev) >> 8))
#define minor(dev) ((unsigned)((dev) & 0xff))
#define makedev(major, minor) (((dev_t)(major) << 8) | ((minor) & 0xff))

#endif
