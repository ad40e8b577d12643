/* store_driver.c - a driver of HDF5's virtual file layer over pread and pwrite. */
#include "store_driver.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../files.h"

static int cause;

/** HDF5's own part comes first. */
struct driven {
    H5FD_t shared;
    int file;
    bool reads;       /* a file that is read: its failures are no cause of another one's */
    haddr_t eoa, eof; /* end of what is allocated; end of what is written, or of what may be read */
};

/** What HDF5 hands on with the access properties of a file that is read. */
struct source {
    int file;
    haddr_t size;
};

static void failed(void)
{
    cause = cause != 0 ? cause : errno != 0 ? errno : EIO;
}

/** Create the file that HDF5 names. */
static int create_file(const char *name)
{
    int file;
    do {
        file = open(name, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    } while (file < 0 && errno == EINTR);
    if (file >= 0) {
        sim_file_claim(file);
    }
    return file;
}

static H5FD_t *driver_open(const char *name, unsigned flags, hid_t access, haddr_t most)
{
    const struct source *source = H5Pget_driver_info(access);
    struct driven *self = calloc(1, sizeof *self);

    (void)flags;
    (void)most;
    if (self == NULL) {
        errno = ENOMEM;
        failed();
        return NULL;
    }
    self->reads = source != NULL && source->file >= 0;
    self->eof = self->reads ? source->size : 0;
    self->file = self->reads ? fcntl(source->file, F_DUPFD_CLOEXEC, 0) : create_file(name);
    if (self->file < 0) {
        if (!self->reads) {
            failed();
        }
        free(self);
        return NULL;
    }
    return &self->shared;
}

static herr_t driver_close(H5FD_t *shared)
{
    struct driven *self = (struct driven *)shared;
    if (close(self->file) != 0 && !self->reads) {
        failed();
    }
    free(self);
    return 0;
}

static herr_t driver_query(const H5FD_t *shared, unsigned long *flags)
{
    (void)shared;
    *flags = H5FD_FEAT_AGGREGATE_METADATA | H5FD_FEAT_ACCUMULATE_METADATA | H5FD_FEAT_DATA_SIEVE |
             H5FD_FEAT_AGGREGATE_SMALLDATA | H5FD_FEAT_DEFAULT_VFD_COMPATIBLE;
    return 0;
}

static haddr_t driver_eoa(const H5FD_t *shared, H5FD_mem_t type)
{
    (void)type;
    return ((const struct driven *)shared)->eoa;
}

static herr_t driver_set_eoa(H5FD_t *shared, H5FD_mem_t type, haddr_t end)
{
    (void)type;
    ((struct driven *)shared)->eoa = end;
    return 0;
}

static haddr_t driver_eof(const H5FD_t *shared, H5FD_mem_t type)
{
    (void)type;
    return ((const struct driven *)shared)->eof;
}

/** What lies beyond the end of the file reads as zeros. */
static herr_t driver_read(H5FD_t *shared, H5FD_mem_t type, hid_t transfer, haddr_t at, size_t size, void *buffer)
{
    const struct driven *self = (const struct driven *)shared;
    char *to = buffer;

    (void)type;
    (void)transfer;
    while (size > 0) {
        ssize_t got = pread(self->file, to, size, (off_t)at);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            if (!self->reads) {
                failed();
            }
            return -1;
        }
        if (got == 0) {
            memset(to, 0, size);
            return 0;
        }
        to += got;
        at += (haddr_t)got;
        size -= (size_t)got;
    }
    return 0;
}

static herr_t driver_write(H5FD_t *shared, H5FD_mem_t type, hid_t transfer, haddr_t at, size_t size, const void *buffer)
{
    struct driven *self = (struct driven *)shared;
    const char *from = buffer;

    (void)type;
    (void)transfer;
    self->eof = at + size > self->eof ? at + size : self->eof;
    while (size > 0 && cause == 0) {
        ssize_t done = pwrite(self->file, from, size, (off_t)at);
        if (done < 0 && errno == EINTR) {
            continue;
        }
        if (done <= 0) {
            errno = done == 0 ? ENOSPC : errno;
            failed();
            return 0;
        }
        from += done;
        at += (haddr_t)done;
        size -= (size_t)done;
    }
    return 0;
}

static herr_t driver_truncate(H5FD_t *shared, hid_t transfer, hbool_t closing)
{
    struct driven *self = (struct driven *)shared;
    (void)transfer;
    (void)closing;
    while (cause == 0 && self->eof != self->eoa) {
        if (ftruncate(self->file, (off_t)self->eoa) == 0) {
            self->eof = self->eoa;
        } else if (errno != EINTR) {
            failed();
        }
    }
    return 0;
}

static const H5FD_class_t driver = {
#ifdef H5FD_CLASS_VERSION /* from HDF5 1.13 on */
    .version = H5FD_CLASS_VERSION,
    .value = H5_VFD_RESERVED, /* the first number that HDF5 leaves to others */
#endif
    .name = "never_fails",
    .maxaddr = (haddr_t)INT64_MAX,
    .fc_degree = H5F_CLOSE_WEAK,
    .fapl_size = sizeof(struct source),
    .open = driver_open,
    .close = driver_close,
    .query = driver_query,
    .get_eoa = driver_eoa,
    .set_eoa = driver_set_eoa,
    .get_eof = driver_eof,
    .read = driver_read,
    .write = driver_write,
    .truncate = driver_truncate,
    .fl_map = H5FD_FLMAP_DICHOTOMY
};

/** Access properties with this driver. */
static hid_t access_to(const struct source *source)
{
    static hid_t registered = -1;
    hid_t access = H5Pcreate(H5P_FILE_ACCESS);

    if (registered < 0) {
        registered = H5FDregister(&driver);
    }
    if (access >= 0 && (registered < 0 || H5Pset_driver(access, registered, source) < 0)) {
        H5Pclose(access);
        access = -1;
    }
    return access;
}

hid_t sim_driver_access(void)
{
    cause = 0;
    return access_to(&(struct source){ .file = -1 });
}

hid_t sim_driver_reads(int file, uint64_t size)
{
    return access_to(&(struct source){ .file = file, .size = size });
}

int sim_driver_cause(void)
{
    return cause;
}
